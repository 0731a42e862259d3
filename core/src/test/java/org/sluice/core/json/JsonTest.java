package org.sluice.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.Jsonb;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EncodeException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.api.WebSocketException;

class JsonTest {

    /** Written and read. */
    public static class Point {
        public int x;
        public int y;
    }

    /** Has no JSON form. */
    public static class Broken {
        public String getText() {
            throw new IllegalStateException("no text");
        }
    }

    /** For annotated endpoints. */
    public static final class PointEncoder extends JsonEncoder<Object> {}

    /** For annotated endpoints. */
    public static final class PointDecoder extends JsonDecoder<Point> {
        public PointDecoder() {
            super(Point.class);
        }
    }

    private static Point point() {
        Point point = new Point();
        point.x = 1;
        point.y = -2;
        return point;
    }

    @Test
    void valuesAreWrittenAndRead() throws Exception {
        String json = Json.write(point());

        assertThat(json).isEqualTo("{\"x\":1,\"y\":-2}");
        assertThat(Json.read(json, Point.class)).usingRecursiveComparison().isEqualTo(point());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "no json", "{\"x\":\"text\"}", "null"})
    void textThatIsNoJsonForTheTypeIsAFailureOfThePeer(String json) {
        assertThatThrownBy(() -> Json.read(json, Point.class))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining(Point.class.getName());
    }

    @Test
    void valueWithoutJsonFormIsAWrongArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(new Broken()))
                .withMessageStartingWith("value of ");
    }

    @Test
    void encoderAndDecoderUseTheExceptionsOfJakarta() throws Exception {
        PointEncoder encoder = new PointEncoder();
        PointDecoder decoder = new PointDecoder();

        String json = encoder.encode(point());
        assertThat(decoder.willDecode(json)).isTrue();
        assertThat(decoder.decode(json)).usingRecursiveComparison().isEqualTo(point());
        assertThatThrownBy(() -> encoder.encode(new Broken())).isInstanceOf(EncodeException.class);
        assertThatThrownBy(() -> decoder.decode("no json"))
                .isInstanceOfSatisfying(
                        DecodeException.class, e -> assertThat(e.getText()).isEqualTo("no json"));
    }

    @Test
    void missingImplementationSaysWhatToAddEachTime() throws Exception {
        URL[] withoutImplementation = {
            Json.class.getProtectionDomain().getCodeSource().getLocation(),
            Jsonb.class.getProtectionDomain().getCodeSource().getLocation(),
            WebSocketException.class.getProtectionDomain().getCodeSource().getLocation()
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(withoutImplementation, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Class<?> json = loader.loadClass(Json.class.getName());
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> json.getMethod("write", Object.class).invoke(null, "text"))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("org.eclipse:yasson");
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
