package org.sluice.samples.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.ReceivedMessage;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebSocketControl;
import org.sluice.api.WebSocketInformation;

/** The guide for those who come from UWP shows code that runs, and leaves no member out. */
class PortingGuideTest {

    private static final Pattern SNIPPET =
            Pattern.compile("<!-- samples: (\\w+) (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    private static String guide() throws IOException {
        return Files.readString(Path.of("../docs/porting-from-uwp.md"));
    }

    @Test
    @DisplayName("the Java of the guide is that of the samples, which are tested")
    void snippets() throws IOException {
        List<MatchResult> snippets = SNIPPET.matcher(guide()).results().toList();
        assertThat(snippets).hasSize(guide().split("```java", -1).length - 1).isNotEmpty();
        for (MatchResult snippet : snippets) {
            assertThat(snippet.group(3)).isEqualTo(ofSample(snippet.group(1), snippet.group(2)));
        }
    }

    private static String ofSample(String type, String part) throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/sluice/samples/scenario/" + type + ".java"));
        int begin = source.indexOf("// begin " + part + "\n");
        int end = source.indexOf("    // end " + part + "\n");
        assertThat(begin).as(type + " has a part " + part).isPositive();
        return source.substring(source.indexOf('\n', begin) + 1, end)
                        .stripTrailing()
                        .stripIndent() + "\n";
    }

    @Test
    @DisplayName("the guide names every member of sockets, options, information and messages")
    void members() throws IOException {
        String guide = guide();
        for (Class<?> type : List.of(
                MessageWebSocket.class,
                StreamWebSocket.class,
                MessageWebSocketControl.class,
                WebSocketControl.class,
                WebSocketInformation.class,
                ReceivedMessage.class)) {
            assertThat(type.getMethods()).allSatisfy(method -> assertThat(guide).contains(method.getName()));
        }
    }
}
