package org.sluice.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import example.app.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    @DisplayName("a file is deployed byte for byte")
    void byteForByte() throws Exception {
        Path built = Files.write(folder.resolve("built.war"), new byte[] {1, 2, 3});
        Archive<?> archive = WarFile.of(built, "app.war");
        Path written = folder.resolve("app.war");
        WarFile.write(archive, written);
        assertThat(written).hasSameBinaryContentAs(built);
        assertThat(archive.getName()).isEqualTo("app.war");
    }

    @Test
    @DisplayName("an ordinary archive is exported")
    void ordinaryArchive() throws Exception {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "app.war").addClass(Echo.class);
        Path written = folder.resolve("app.war");
        WarFile.write(archive, written);
        assertThat(WarFile.open(archive)).isEmpty();
        WebArchive read = ShrinkWrap.create(ZipImporter.class)
                .importFrom(written.toFile())
                .as(WebArchive.class);
        assertThat(read.getContent().keySet()).containsAll(archive.getContent().keySet());
    }
}
