package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.WebErrorStatus;
import org.sluice.api.WebSocketException;
import org.sluice.api.data.DataReader;
import org.sluice.api.data.DataWriter;
import org.sluice.api.data.InputOption;
import org.sluice.api.data.TextEncoding;

/** Readers and writers of typed values on the streams of sockets, at both ends. */
interface DataContract extends Application {

    String TEXT = "Grüße, 世界 \uD83D\uDE00";

    static Stream<Arguments> forms() {
        return Stream.of(TextEncoding.values())
                .flatMap(encoding -> Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                        .map(order -> Arguments.of(encoding, order)));
    }

    private static void store(DataWriter writer, TextEncoding encoding, ByteOrder order) throws IOException {
        writer.byteOrder(order);
        writer.textEncoding(encoding);
        writer.writeBoolean(order == ByteOrder.LITTLE_ENDIAN);
        writer.writeByte((byte) encoding.name().length());
        writer.writeBytes(encoding.name().getBytes(StandardCharsets.US_ASCII));
        writer.writeInt(writer.measureString(TEXT) / encoding.codeUnitBytes());
        writer.writeString(TEXT);
        writer.writeLong(0x0102030405060708L);
        writer.store();
    }

    private static void assertAnswer(DataReader reader, TextEncoding encoding, ByteOrder order) throws IOException {
        reader.byteOrder(order);
        reader.textEncoding(encoding);
        assertThat(reader.readBoolean()).isEqualTo(order == ByteOrder.LITTLE_ENDIAN);
        assertThat(reader.readBytes(reader.readByte())).asString().isEqualTo(encoding.name());
        assertThat(reader.readString(reader.readInt())).isEqualTo(TEXT);
        assertThat(reader.readLong()).isEqualTo(-0x0102030405060708L);
        assertThat(reader.unconsumedLength()).isZero();
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.DataContract#forms")
    @DisplayName(
            "P31 P32 P40 P44 P48 P52, M data: values go over messages in either byte order and each encoding, and back")
    default void valuesInMessages(TextEncoding encoding, ByteOrder order) throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(inApplication("values"));
            for (int i = 0; i < 2; i++) {
                DataWriter writer = new DataWriter(socket.outputStream());
                store(writer, encoding, order);
                assertThat(writer.detachStream()).isSameAs(socket.outputStream());
                assertAnswer(inbox.next().reader(), encoding, order);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.sluice.it.DataContract#forms")
    @DisplayName(
            "P31 P32 P47 P48, M data: one store is one message of a stream, in either byte order and each encoding")
    default void valuesInStreams(TextEncoding encoding, ByteOrder order) throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(inApplication("values/stream"));
            DataWriter writer = new DataWriter(socket.outputStream());
            for (int i = 0; i < 2; i++) {
                store(writer, encoding, order);
                DataReader reader = new DataReader(socket.nextMessage().orElseThrow());
                assertThat(reader.load(4096)).as("to the end of the message").isBetween(1, 4095);
                assertAnswer(reader, encoding, order);
            }
        }
    }

    @Test
    @DisplayName("P41-P43 P51: closing a writer closes the stream of its message socket, and no more than that")
    default void closedWriterOfMessages() throws Exception {
        try (MessageWebSocket socket = MessageWebSocket.create()) {
            Inbox inbox = Inbox.of(socket);
            socket.connect(at("message/echo"));
            DataWriter writer = new DataWriter(socket.outputStream());
            writer.writeString("stored");
            writer.store();
            writer.close();

            assertClosed(writer, socket.outputStream());
            assertThat(inbox.next().bytes().remaining()).isEqualTo(6);
            socket.send("still open");
            assertThat(inbox.next().text()).isEqualTo("still open");
        }
    }

    @Test
    @DisplayName("P41-P43 P51: closing a writer closes the stream of its stream socket, and no more than that")
    default void closedWriterOfAStream() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            DataWriter writer = new DataWriter(socket.outputStream());
            writer.writeString("stored");
            writer.store();
            writer.close();

            assertClosed(writer, socket.outputStream());
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.nextMessage().orElseThrow().readAllBytes()).hasSize(6);
        }
    }

    private static void assertClosed(DataWriter writer, OutputStream stream) {
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.writeByte((byte) 1))
                .withMessageStartingWith("This DataWriter is closed");
        assertThatIllegalStateException().isThrownBy(writer::store);
        assertThatThrownBy(() -> stream.write(1))
                .isInstanceOfSatisfying(WebSocketException.class, late -> assertThat(late.status())
                        .isSameAs(WebErrorStatus.OPERATION_CANCELED))
                .hasMessageContaining("was closed");
        DataWriter next = new DataWriter(stream);
        next.writeByte((byte) 1);
        assertThatThrownBy(next::store).isInstanceOf(WebSocketException.class).hasMessageContaining("was closed");
    }

    @Test
    @DisplayName(
            "P32 P47 P52, M data: a reader gives the stream back with what it did not load, and closing one closes the stream")
    default void readerOfAStream() throws Exception {
        try (StreamWebSocket socket = StreamWebSocket.create()) {
            socket.connect(at("stream/echo"));
            socket.outputStream().write("onetwothree".getBytes(StandardCharsets.US_ASCII));
            socket.outputStream().flush();
            DataReader first = new DataReader(socket.inputStream());
            assertThat(first.load(3)).isEqualTo(3);
            assertThat(first.readString()).isEqualTo("one");
            assertThat(first.detachStream()).isSameAs(socket.inputStream());
            DataReader second = new DataReader(socket.inputStream());
            second.inputOptions(InputOption.READ_AHEAD);
            StringBuilder rest = new StringBuilder();
            while (rest.length() < 8) {
                int loaded = second.load(1);
                assertThat(loaded).as("what was asked for, and what is there").isBetween(1, 8);
                rest.append(second.readString());
            }
            assertThat(rest).hasToString("twothree");

            second.close();

            assertThatThrownBy(() -> socket.inputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("closed by this end");
            assertThat(socket.isOpen()).isTrue();
        }
    }
}
