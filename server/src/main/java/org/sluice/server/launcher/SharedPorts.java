package org.sluice.server.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a WAR and the engine may mean the same types by the ports, so that the WAR's sockets reach the engine's connections
 * directly. They may where the WAR's copy of them is the launcher's, byte for byte; otherwise its sockets use the Jakarta session.
 */
final class SharedPorts {

    /** What the names of the classes begin with. */
    static final String PACKAGE = "org.sluice.core.port.";

    private static final List<String> TYPES = List.of(
            "Borrower",
            "Brake",
            "ClosingException",
            "DirectConnection",
            "Draft",
            "FrameSink",
            "Inbound",
            "Lender",
            "Lending",
            "Opening",
            "PromptSink",
            "ServerHandshake",
            "SharedFrame");

    private SharedPorts() {}

    /** Whether all types of the package are the same on both sides. */
    static boolean between(URLClassLoader war, ClassLoader launcher) {
        return TYPES.stream().allMatch(type -> {
            String name = PACKAGE.replace('.', '/') + type + ".class";
            return same(war.findResource(name), launcher.getResource(name));
        });
    }

    private static boolean same(@Nullable URL one, @Nullable URL other) {
        if (one == null || other == null) {
            return false;
        }
        try (InputStream first = one.openStream();
                InputStream second = other.openStream()) {
            return Arrays.equals(first.readAllBytes(), second.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A class of the WAR cannot be read: " + one, e);
        }
    }
}
