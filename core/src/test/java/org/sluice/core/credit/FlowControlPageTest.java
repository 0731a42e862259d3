package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/flow-control.md says is what the code does. */
class FlowControlPageTest {

    static Stream<String> cost() {
        return Vectors.of("cost").stream();
    }

    @ParameterizedTest
    @MethodSource("cost")
    void aMessageCosts(String line) {
        String[] sides = line.split(": ", -1);
        long bytes = Long.parseLong(sides[0]);
        assertThat(Charge.of(bytes)).isEqualTo(Long.parseLong(sides[1]));
        assertThat(new Charge().part(bytes, true)).isEqualTo(Long.parseLong(sides[1]));
    }

    static Stream<String> handshake() {
        return Vectors.of("handshake").stream();
    }

    @ParameterizedTest
    @MethodSource("handshake")
    void aHeaderSays(String line) {
        String[] sides = Vectors.sides(line);
        assertThat(header(sides[0])).isEqualTo(sides[1]);
    }

    private static String header(String value) {
        try {
            return CreditOffer.read(List.of(value))
                    .map(offer -> offer.kind().name().toLowerCase(Locale.ROOT) + " " + offer.window())
                    .orElse("none");
        } catch (CreditException e) {
            return "bad";
        }
    }

    static Stream<String> grant() {
        return Vectors.of("grant").stream();
    }

    @ParameterizedTest
    @MethodSource("grant")
    void aPongGrants(String line) {
        String[] sides = Vectors.sides(line);
        byte[] payload = HexFormat.of().parseHex(sides[0].replace(" ", ""));
        assertThat(pong(payload)).isEqualTo(sides[1]);
    }

    private static String pong(byte[] payload) {
        try {
            return Grant.read(ByteBuffer.wrap(payload))
                    .map(grant -> grant.total() + (grant.following() ? " following" : ""))
                    .orElse("none");
        } catch (CreditException e) {
            return "bad";
        }
    }

    static Stream<String> text() {
        return Vectors.of("text").stream();
    }

    @ParameterizedTest
    @MethodSource("text")
    void aTextGrants(String line) {
        String[] sides = Vectors.sides(line);
        assertThat(text(sides[0])).isEqualTo(sides[1]);
    }

    private static String text(String message) {
        try {
            return Long.toString(Grant.readText(message).total());
        } catch (CreditException e) {
            return "bad";
        }
    }

    @Test
    void aSenderWaits() {
        CreditWindow sender = new CreditWindow(0);
        int checked = 0;
        for (String line : Vectors.of("sender")) {
            String[] sides = Vectors.sides(line);
            String[] words = sides[0].split(" ", -1);
            long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
            boolean last = !words[0].equals("begin") && !words[0].equals("part");
            switch (words[0]) {
                case "window" -> sender = new CreditWindow(number);
                case "grant" -> sender.granted(number);
                case "fallback" -> sender.fallBack();
                case "message", "begin", "part", "last" -> {
                    boolean admitted = sender.admits(number, last);
                    String expected = sides[1].isEmpty() ? "sent" : sides[1];
                    assertThat(admitted ? "sent" : "waits").as(line).isEqualTo(expected);
                    if (admitted) {
                        sender.sent(number, last);
                    }
                    checked++;
                }
                default -> throw new AssertionError(line);
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void aReceiverGrantsAndRefuses() {
        Granting receiver = Receivers.fixed(1, true);
        int checked = 0;
        for (String line : Vectors.of("receiver")) {
            String[] sides = Vectors.sides(line);
            String[] words = sides[0].split(" ", -1);
            long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
            switch (words[0]) {
                case "window" -> receiver = Receivers.fixed((int) number, true);
                case "follows" -> receiver.peerFollows();
                case "takes" ->
                    assertThat(receiver.taken(number) ? "grant " + receiver.grant() : "")
                            .as(line)
                            .isEqualTo(sides[1]);
                case "message", "last", "part" ->
                    assertThat(received(receiver, number, !words[0].equals("part")))
                            .as(line)
                            .isEqualTo(sides[1]);
                default -> throw new AssertionError(line);
            }
            checked++;
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void aSenderOfTheSubProtocolWaits() {
        CreditWindow sender = new CreditWindow(0);
        long window = 0;
        int checked = 0;
        for (String line : Vectors.of("text-sender")) {
            String[] sides = Vectors.sides(line);
            String[] words = sides[0].split(" ", -1);
            long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
            switch (words[0]) {
                case "new" -> {
                    sender = new CreditWindow(0);
                    window = 0;
                }
                case "grant" -> {
                    boolean taken = window > 0 || isWindow(number);
                    assertThat(taken ? "" : "bad").as(line).isEqualTo(sides[1]);
                    if (taken) {
                        sender.granted(number);
                        window = window == 0 ? number : window;
                    }
                    checked++;
                }
                // Our own chunks of the sub-protocol have the smallest size, which all windows have room for.
                case "chunk" ->
                    assertThat(StreamChunks.size((int) window)).as(line).isEqualTo(Integer.parseInt(sides[1]));
                case "message" -> {
                    boolean admitted = sender.admits(number, true);
                    assertThat(admitted ? "sent" : "waits").as(line).isEqualTo(sides[1]);
                    if (admitted) {
                        sender.sent(number, true);
                    }
                    checked++;
                }
                default -> throw new AssertionError(line);
            }
        }
        assertThat(checked).isGreaterThan(10);
    }

    private static boolean isWindow(long first) {
        try {
            new Grant(first, true).requireWindow();
            return true;
        } catch (CreditException e) {
            return false;
        }
    }

    @Test
    void aReceiverOfTheSubProtocolGrantsAndRefuses() {
        Granting receiver = Receivers.fixed(1, false);
        int checked = 0;
        for (String line : Vectors.of("text-receiver")) {
            String[] sides = Vectors.sides(line);
            String[] words = sides[0].split(" ", -1);
            long number = words.length > 1 ? Long.parseLong(words[1]) : 0;
            switch (words[0]) {
                case "window" -> receiver = Receivers.fixed((int) number, false);
                case "opens" -> assertThat("grant " + receiver.grant()).as(line).isEqualTo(sides[1]);
                case "takes" ->
                    assertThat(receiver.taken(number) ? "grant " + receiver.grant() : "")
                            .as(line)
                            .isEqualTo(sides[1]);
                case "message" ->
                    assertThat(received(receiver, number, true)).as(line).isEqualTo(sides[1]);
                default -> throw new AssertionError(line);
            }
            checked++;
        }
        assertThat(checked).isGreaterThan(10);
    }

    private static String received(Granting receiver, long bytes, boolean last) {
        try {
            receiver.received(bytes, last);
            return "";
        } catch (CreditException e) {
            return "overrun";
        }
    }

    static Stream<String> stream() {
        return Vectors.of("stream").stream();
    }

    @ParameterizedTest
    @MethodSource("stream")
    void aStreamHasLogicalMessages(String line) {
        String[] sides = Vectors.sides(line);
        StreamChunks chunks = new StreamChunks();
        List<String> logical = new ArrayList<>();
        long open = 0;
        for (String size : sides[0].split(" ", -1)) {
            open += Long.parseLong(size);
            if (chunks.endsLogicalMessage(Integer.parseInt(size), true)) {
                logical.add(Long.toString(open));
                open = 0;
            }
        }
        assertThat(String.join(" ", logical)).isEqualTo(sides[1]);
        assertThat(open).isZero();
    }
}
