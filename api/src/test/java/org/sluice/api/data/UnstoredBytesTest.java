package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UnstoredBytesTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private static ByteBuffer bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void growsToTheLimitAndNoFurther() throws Exception {
        UnstoredBytes unstored = new UnstoredBytes(100);
        unstored.append(bytes(60));
        ByteBuffer tooMuch = bytes(41);

        assertThatIllegalStateException()
                .isThrownBy(() -> unstored.append(tooMuch))
                .withMessageContaining("limit of 100");
        assertThat(tooMuch.remaining()).isEqualTo(41);
        unstored.append(bytes(40));
        assertThat(unstored.length()).isEqualTo(100);

        assertThat(unstored.writeTo(sent)).isEqualTo(100);
        assertThat(sent.toByteArray())
                .startsWith(bytes(60).array())
                .endsWith(bytes(40).array());
        assertThat(unstored.length()).isZero();
    }

    @Test
    void growsOverManySizes() throws Exception {
        UnstoredBytes unstored = new UnstoredBytes(1 << 20);
        for (int i = 0; i < 1000; i++) {
            unstored.append(bytes(i));
        }

        assertThat(unstored.writeTo(sent)).isEqualTo(1000 * 999 / 2);
        unstored.append(bytes(3));
        assertThat(unstored.writeTo(sent)).isEqualTo(3);
    }

    @Test
    void nothingIsWrittenWhenThereIsNothing() throws Exception {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("not expected");
            }
        };

        assertThat(new UnstoredBytes(1).writeTo(failing)).isZero();
    }

    @Test
    void bytesStayAfterAFailure() {
        UnstoredBytes unstored = new UnstoredBytes(10);
        unstored.append(bytes(4));
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("lost");
            }
        };

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> unstored.writeTo(failing));
        assertThat(unstored.length()).isEqualTo(4);
    }

    @Test
    void detachedBytesAreNotWrittenOver() {
        UnstoredBytes unstored = new UnstoredBytes(10);
        unstored.append(bytes(4));

        ByteBuffer detached = unstored.detach();
        unstored.append(ByteBuffer.wrap(new byte[4]));

        assertThat(detached).isEqualTo(bytes(4));
    }
}
