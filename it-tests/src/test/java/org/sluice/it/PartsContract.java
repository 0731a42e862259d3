package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.api.MessageType;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.ReceiveMode;
import org.sluice.api.ReceivedMessage;

/** Messages part by part, on both ends and in both directions. */
interface PartsContract extends Application {

    String TEXT = "aü世\uD83D\uDE00";

    @Test
    @DisplayName(
            "S received, S send, M message control: an endpoint in partial mode gets each part, and sends frames of either type")
    default void endpointInPartialMode() throws Exception {
        JournalReader journal = newJournal();
        byte[] data = new byte[300_000];
        Arrays.fill(data, (byte) 'x');
        try (RawClient client = RawClient.connect(inApplication("parts/" + journal.key()))) {
            for (int opcode : new int[] {RawClient.TEXT, RawClient.BINARY, RawClient.TEXT}) {
                client.sendFragments(opcode, data, new byte[0], data);
                RawClient.Frame back = client.readMessage();
                assertThat(back.opcode()).isEqualTo(opcode);
                assertThat(back.payload()).hasSize(600_000).containsOnly('x');
            }
        }
        assertThat(journal.events().stream().filter(event -> event.startsWith("last")))
                .containsExactly("last UTF8", "last BINARY", "last UTF8");
        assertThat(journal.events()).contains("part UTF8", "part BINARY");
    }

    @Test
    @DisplayName("S received: characters that are cut by fragments are whole in the parts")
    default void charactersAreWholeInParts() throws Exception {
        assumeNot(Quirk.TEXT_BY_FRAMES);
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        try (RawClient client =
                RawClient.connect(inApplication("parts/" + newJournal().key()))) {
            for (int cut = 0; cut <= text.length; cut++) {
                client.sendFragments(
                        RawClient.TEXT, Arrays.copyOf(text, cut), Arrays.copyOfRange(text, cut, text.length));
                assertThat(client.readMessage().text()).as("cut at %s", cut).isEqualTo(TEXT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P27 S send, S received: frames of a client's message of either type come back as parts of one")
    default void clientInPartialMode(MessageType type) throws Exception {
        byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.control().receiveMode(ReceiveMode.PARTIAL).maxMessageSize(1);
            socket.connect(inApplication("parts/" + newJournal().key()));
            // The type may change while connected.
            socket.control().messageType(type);
            for (int cut = 0; cut <= text.length; cut++) {
                socket.sendFrame(ByteBuffer.wrap(text, 0, cut), false);
                socket.sendFrame(ByteBuffer.wrap(text, cut, text.length - cut), true);
                assertThat(whole(inbox, type)).as("cut at %s", cut).isEqualTo(TEXT);
            }
        }
    }

    private static String whole(Inbox inbox, MessageType type) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(100);
        ReceivedMessage part;
        do {
            part = inbox.next();
            assertThat(part.type()).isSameAs(type);
            all.put(part.bytes());
        } while (!part.complete());
        return StandardCharsets.UTF_8.decode(all.flip()).toString();
    }
}
