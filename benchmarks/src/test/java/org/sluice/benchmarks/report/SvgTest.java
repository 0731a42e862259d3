package org.sluice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {

    private static Document plot(Run run) throws Exception {
        byte[] svg = Svg.of(run).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    @Test
    void barsAreAsLongAsTheirMedians() throws Exception {
        NodeList rectangles = plot(Runs.small()).getElementsByTagName("rect");
        // The first is the background.
        assertThat(rectangles.getLength()).isEqualTo(3);
        double us = Double.parseDouble(((Element) rectangles.item(1)).getAttribute("width"));
        double them = Double.parseDouble(((Element) rectangles.item(2)).getAttribute("width"));
        assertThat(us / them).isBetween(1550.0 / 650 - 0.01, 1550.0 / 650 + 0.01);
    }

    @Test
    void titlesAreEscaped() throws Exception {
        assertThat(plot(Runs.small()).getDocumentElement().getTextContent()).contains("A & B", "upload: payload");
    }

    @Test
    void valuesBelowZeroHaveNoLength() throws Exception {
        Run small = Runs.small();
        Run negative = new Run(
                small.ours(),
                small.peers(),
                small.workloads(),
                java.util.List.of(new Sample("up", Metric.HEAP, "us", 0, -5)),
                small.gaps(),
                small.setting());
        Element bar = (Element) plot(negative).getElementsByTagName("rect").item(1);
        assertThat(bar.getAttribute("width")).isEqualTo("0.0");
    }
}
