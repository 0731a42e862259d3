package org.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PublicationTest {

    private static final String PAGE = "before\n" + Publication.BEGIN + "\nold\n" + Publication.END + "\nafter\n";

    @Test
    void resultsReplaceThoseOfBeforeAndNothingElse() {
        assertThat(Publication.into(PAGE, "new\n"))
                .isEqualTo("before\n" + Publication.BEGIN + "\n\nnew\n\n" + Publication.END + "\nafter\n");
    }

    @Test
    void publishingTwiceIsPublishingOnce() {
        String once = Publication.into(PAGE, "new");
        assertThat(Publication.into(once, "new")).isEqualTo(once);
    }

    @Test
    void aPageWithoutThePlaceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Publication.into(Publication.END + Publication.BEGIN, ""));
    }

    @Test
    void ourPageHasThePlace() throws Exception {
        String page = Files.readString(Path.of("../docs/performance.md"));
        assertThat(Publication.into(page, "new results")).contains("new results");
    }
}
