package org.sluice.core.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.core.frame.FrameException;
import org.sluice.core.frame.Role;

/** Netty's permessage-deflate and ours understand each other: what they agree on, and what they send. */
class NettyDeflateTest {

    private static final int NO_LIMIT = 0;

    @ParameterizedTest
    @CsvSource({"false, false, 0", "true, false, 0", "false, true, 10", "true, true, 8", "false, false, 15"})
    void nettysServerAndOurClient(boolean serverForgets, boolean clientForgets, int clientBits)
            throws ExtensionException, FrameException {
        DeflateOffer offer = new DeflateOffer(
                serverForgets,
                clientForgets,
                OptionalInt.empty(),
                clientBits == 0 ? OptionalInt.empty() : OptionalInt.of(clientBits));
        WebSocketServerExtension netty = new PerMessageDeflateServerExtensionHandshaker(
                        6, true, clientBits == 0 ? 15 : clientBits, true, true, NO_LIMIT)
                .handshakeExtension(read(offer.headerValue()));
        assertThat(netty).isNotNull();
        DeflateAgreement agreement =
                offer.agree(List.of(written(netty.newReponseData()))).orElseThrow();

        converse(agreement, Role.CLIENT, netty);
    }

    @ParameterizedTest
    @CsvSource({"false, false, 15", "true, false, 9", "false, true, 12", "true, true, 8"})
    void nettysClientAndOurServer(boolean serverForgets, boolean clientForgets, int serverBits)
            throws ExtensionException, FrameException {
        PerMessageDeflateClientExtensionHandshaker client =
                new PerMessageDeflateClientExtensionHandshaker(6, true, 15, true, true, NO_LIMIT);
        DeflateAgreement agreement = new DeflatePolicy(serverForgets, clientForgets, serverBits, 15)
                .choose(List.of(written(client.newRequestData())))
                .orElseThrow();
        WebSocketExtension netty = client.handshakeExtension(read(agreement.headerValue()));
        assertThat(netty).as("netty takes " + agreement.headerValue()).isNotNull();

        converse(agreement, Role.SERVER, netty);
    }

    @Test
    void theReaderOfOurTestsAgreesWithNetty() throws FrameException {
        WebSocketServerExtension netty =
                new PerMessageDeflateServerExtensionHandshaker(NO_LIMIT).handshakeExtension(read("permessage-deflate"));
        EmbeddedChannel encoder = new EmbeddedChannel(netty.newExtensionEncoder());
        DeflateReader reader = new DeflateReader();
        for (int i = 0; i < 5; i++) {
            byte[] message = Payloads.mixed(i, 20_000);
            assertThat(reader.read(sent(encoder, message, 20_000))).isEqualTo(message);
        }
        encoder.finishAndReleaseAll();
    }

    /** Messages both ways, some in fragments, some that repeat what was said. */
    private static void converse(DeflateAgreement agreement, Role ours, WebSocketExtension netty)
            throws FrameException {
        EmbeddedChannel encoder = new EmbeddedChannel(netty.newExtensionEncoder());
        EmbeddedChannel decoder = new EmbeddedChannel(netty.newExtensionDecoder());
        MessageDeflater deflater = agreement.deflater(ours, Payloads.ALL);
        MessageInflater inflater = agreement.inflater(ours, Payloads.NO_LIMITS);
        for (int i = 0; i < 20; i++) {
            byte[] message = Payloads.mixed(i % 4, i == 9 ? 200_000 : 1 + 613 * i);
            byte[] payload = Payloads.compress(deflater, Payloads.parts(message, 5000), 1000);
            assertThat(received(decoder, payload)).isEqualTo(message);

            byte[] back = sent(encoder, message, i % 2 == 0 ? message.length : 1 + message.length / 3);
            assertThat(Payloads.inflate(inflater, Payloads.parts(back, 777), 1234))
                    .isEqualTo(message);
        }
        deflater.end();
        inflater.end();
        encoder.finishAndReleaseAll();
        decoder.finishAndReleaseAll();
    }

    /** The payloads of the frames that Netty makes of a message. */
    private static byte[] sent(EmbeddedChannel encoder, byte[] message, int fragment) {
        List<byte[]> parts = Payloads.parts(message, fragment);
        for (int i = 0; i < parts.size(); i++) {
            ByteBuf part = Unpooled.wrappedBuffer(parts.get(i));
            boolean last = i == parts.size() - 1;
            encoder.writeOutbound(
                    i == 0 ? new BinaryWebSocketFrame(last, 0, part) : new ContinuationWebSocketFrame(last, 0, part));
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        boolean first = true;
        for (WebSocketFrame frame = encoder.readOutbound(); frame != null; frame = encoder.readOutbound()) {
            assertThat(frame.rsv()).isEqualTo(first ? WebSocketExtension.RSV1 : 0);
            payload.writeBytes(ByteBufUtil.getBytes(frame.content()));
            frame.release();
            first = false;
        }
        return payload.toByteArray();
    }

    /** What Netty makes of a payload, which is cut into two frames if it is not small: Netty fails where a frame alone says nothing yet. */
    private static byte[] received(EmbeddedChannel decoder, byte[] payload) {
        int cut = payload.length < 2000 ? payload.length : payload.length / 2;
        decoder.writeInbound(new BinaryWebSocketFrame(
                cut == payload.length, WebSocketExtension.RSV1, Unpooled.copiedBuffer(payload, 0, cut)));
        if (cut < payload.length) {
            decoder.writeInbound(
                    new ContinuationWebSocketFrame(true, 0, Unpooled.copiedBuffer(payload, cut, payload.length - cut)));
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (WebSocketFrame frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
            message.writeBytes(ByteBufUtil.getBytes(frame.content()));
            frame.release();
        }
        return message.toByteArray();
    }

    private static WebSocketExtensionData read(String header) {
        return WebSocketExtensionUtil.extractExtensions(header).get(0);
    }

    private static String written(WebSocketExtensionData data) {
        StringJoiner header = new StringJoiner("; ").add(data.name());
        data.parameters().forEach((name, value) -> header.add(value == null ? name : name + "=" + value));
        return header.toString();
    }
}
