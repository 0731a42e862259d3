package org.sluice.core.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.api.MessageType;

@DisplayName("P37, S received: a received message gives access to its data, whichever way")
class ReceivedMessagesTest {

    private static final String JSON = "{\"name\":\"é\"}";

    /** Read from JSON. */
    public static class Named {
        public String name = "";
    }

    @Test
    void textGivesItselfAndItsUtf8() throws Exception {
        TextMessage message = new TextMessage(JSON, true);

        assertThat(message.type()).isSameAs(MessageType.UTF8);
        assertThat(message.bytes()).isEqualTo(StandardCharsets.UTF_8.encode(JSON));
        assertThat(message.bytes().isReadOnly()).isTrue();
        assertThat(message.stream().readAllBytes()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(message.reader().readString(13)).isEqualTo(JSON);
        assertThat(message.json(Named.class).name).isEqualTo("é");
    }

    @Test
    void binaryGivesItsBytesAndNoText() throws Exception {
        ByteBuffer inside = ByteBuffer.wrap(("xx" + JSON + "yy").getBytes(StandardCharsets.UTF_8), 2, 13)
                .slice();
        BinaryMessage message = new BinaryMessage(inside, false);

        assertThat(message.type()).isSameAs(MessageType.BINARY);
        assertThat(message.complete()).isFalse();
        assertThat(message.bytes()).isEqualTo(StandardCharsets.UTF_8.encode(JSON));
        assertThat(message.bytes().position()).isZero();
        assertThat(message.bytes().isReadOnly()).isTrue();
        assertThat(message.stream().readAllBytes()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(message.reader().readString(13)).isEqualTo(JSON);
        assertThat(message.json(Named.class).name).isEqualTo("é");
        assertThatIllegalStateException().isThrownBy(message::text).withMessageContaining("binary");
    }
}
