package org.sluice.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebXmlTest {

    private static final String PARAMETER =
            "<context-param><param-name>a</param-name><param-value>1</param-value></context-param>";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private Map<String, String> read(String text) throws Exception {
        return WebXml.contextParameters(Files.writeString(folder.resolve("web.xml"), text));
    }

    @Test
    void parametersAreReadInTheirOrderAndAllElseIsPassedOver() throws Exception {
        assertThat(read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
                  <display-name>context-param</display-name>
                  <context-param id="x">
                    <description>what <!-- it --> is</description>
                    <param-name> z.first </param-name>
                    <param-value>
                      10s &amp; <![CDATA[<more>]]>
                    </param-value>
                  </context-param>
                  <servlet>
                    <init-param><param-name>not</param-name><param-value>this</param-value></init-param>
                    <context-param><param-name>nor</param-name><param-value>this</param-value></context-param>
                  </servlet>
                  <j:context-param xmlns:j="urn:other"><param-name>a.last</param-name><param-value/></j:context-param>
                </web-app>
                """)).containsExactly(entry("z.first", "10s & <more>"), entry("a.last", ""));
    }

    @Test
    void fileThatIsNotThereHasNone() throws Exception {
        assertThat(WebXml.contextParameters(folder.resolve("none.xml"))).isEmpty();
        assertThat(read("<web-app/>")).isEmpty();
    }

    @Test
    void documentTypeOfAnOldVersionIsPassedOverUnread() throws Exception {
        assertThat(read("<!DOCTYPE web-app PUBLIC \"-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN\" \""
                        + folder.resolve("no-such.dtd").toUri() + "\"><web-app>" + PARAMETER + "</web-app>"))
                .containsExactly(entry("a", "1"));
    }

    @Test
    void entityOpensNoOtherFile() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String text = "<!DOCTYPE web-app [<!ENTITY other SYSTEM \"" + secret.toUri() + "\">]><web-app>"
                + PARAMETER.replace("1", "&other;") + "</web-app>";

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void entitiesDoNotGrow() {
        String text = "<!DOCTYPE web-app [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]><web-app>"
                + PARAMETER.replace("1", "&b;") + "</web-app>";

        assertThatThrownBy(() -> read(text)).isInstanceOf(XMLStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<web-app>",
                "<web-app><context-param></web-app>",
                "<web-app><context-param/></web-app>",
                "<web-app><context-param><param-name>a</param-name></context-param></web-app>",
                "<web-app><context-param><param-value>a</param-value></context-param></web-app>",
                "<web-app><context-param>text</context-param></web-app>",
                "<web-app>" + PARAMETER + PARAMETER + "</web-app>"
            })
    void fileThatIsNotSoundIsRefusedWithThePlace(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(XMLStreamException.class)
                .hasMessageContaining("[row,col]");
    }
}
