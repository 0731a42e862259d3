package org.sluice.client.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears under its name only when it is whole. Until then it has another name beside it, and it is deleted if it is
 * closed before it was kept or if the program ends, Ctrl-C included.
 */
final class PartialFile implements AutoCloseable {

    private final Path target;
    private final boolean replace;
    private final Path partial;
    private final Thread atExit = new Thread(this::discard, "sluice-discard");

    /** Guarded by this, as is whether the file is created: a program that ends in between would leave it. */
    private boolean discarded;

    private @Nullable OutputStream out;

    private PartialFile(Path target, boolean replace) {
        this.target = target;
        this.replace = replace;
        this.partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    }

    /**
     * Creates the file under its first name.
     *
     * @param target what it is to be
     * @param replace whether it may take the place of a file
     */
    static PartialFile create(Path target, boolean replace) throws IOException {
        PartialFile file = new PartialFile(target, replace);
        try {
            Runtime.getRuntime().addShutdownHook(file.atExit);
        } catch (IllegalStateException e) {
            throw new IOException("the program is ending", e);
        }
        try {
            file.create();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    private synchronized void create() throws IOException {
        if (discarded) {
            throw new IOException("the program is ending");
        }
        out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    synchronized OutputStream out() {
        return Objects.requireNonNull(out, "created");
    }

    /** Gives the file its name. It must have as many bytes as were written, which a full or a network disk may prevent. */
    void keep(long bytes) throws IOException {
        out().close();
        long size = Files.size(partial);
        if (size != bytes) {
            throw new IOException(target + " would have " + size + " bytes instead of the " + bytes + " received");
        }
        if (!replace) {
            moveAside();
        } else {
            moveOver();
        }
    }

    private void moveAside() throws IOException {
        try {
            Files.move(partial, target);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(target + " came to exist meanwhile; --force replaces it", e);
        }
    }

    private void moveOver() throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes the file unless it was kept. */
    @Override
    public void close() {
        discard();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook has nothing left to do.
            return;
        }
    }

    private synchronized void discard() {
        discarded = true;
        if (out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            // What could not be written is deleted.
        }
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            System.getLogger("org.sluice").log(System.Logger.Level.WARNING, "cannot delete " + partial, e);
        }
    }
}
