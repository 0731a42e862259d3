package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {

    @Test
    void itHasItsNameOnlyWhenItIsKept(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("file");
        try (PartialFile file = PartialFile.create(target, false)) {
            file.out().write('x');
            assertThat(target).doesNotExist();
            file.keep(1);
        }
        assertThat(target).hasContent("x");
        assertThat(folder).isDirectoryContaining(target::equals).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void itIsDeletedUnlessItIsKept(@TempDir Path folder) throws IOException {
        try (PartialFile file = PartialFile.create(folder.resolve("file"), false)) {
            file.out().write('x');
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itIsNotKeptIfBytesAreMissing(@TempDir Path folder) throws IOException {
        try (PartialFile file = PartialFile.create(folder.resolve("file"), false)) {
            assertThatThrownBy(() -> file.keep(1)).hasMessageContaining("0 bytes instead of the 1");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatAppearsMeanwhileIsLeftAlone(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("file");
        try (PartialFile file = PartialFile.create(target, false)) {
            Files.writeString(target, "other");
            assertThatThrownBy(() -> file.keep(0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--force");
        }
        assertThat(target).hasContent("other");
    }

    @Test
    void aFileIsReplacedWhereThatIsWanted(@TempDir Path folder) throws IOException {
        Path target = Files.writeString(folder.resolve("file"), "other");
        try (PartialFile file = PartialFile.create(target, true)) {
            file.keep(0);
        }
        assertThat(target).isEmptyFile();
    }
}
