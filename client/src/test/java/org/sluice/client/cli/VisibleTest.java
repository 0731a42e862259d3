package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void commandsToTheTerminalBecomePictures() {
        assertThat(Visible.text("\u001b[2J\u0007\u007f\u009b")).isEqualTo("\u241b[2J\u2407\u2421\ufffd");
    }

    @Test
    void textLinesAndTabsStayAsTheyAre() {
        assertThat(Visible.text("Grüße,\t世界 \uD83C\uDF0A\n")).isEqualTo("Grüße,\t世界 \uD83C\uDF0A\n");
    }
}
