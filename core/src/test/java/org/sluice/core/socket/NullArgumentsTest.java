package org.sluice.core.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.api.MessageWebSocket;
import org.sluice.api.MessageWebSocketControl;
import org.sluice.api.StreamWebSocket;
import org.sluice.api.StreamWebSocketControl;

/** What the description of the package says once, for every method that takes something. */
class NullArgumentsTest {

    /** Stands for the arguments beside the one that is null. */
    private static final Map<Class<?>, Object> OTHERS =
            Map.of(int.class, 1000, boolean.class, true, String.class, "x", ByteBuffer.class, ByteBuffer.allocate(1));

    static Stream<Arguments> arguments() {
        MessageSocket message = new MessageSocket(new FakeConnector());
        StreamSocket stream = new StreamSocket(new FakeConnector());
        return Stream.of(
                        of(MessageWebSocket.class, message),
                        of(StreamWebSocket.class, stream),
                        of(MessageWebSocketControl.class, message.control()),
                        of(StreamWebSocketControl.class, stream.control()))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> of(Class<?> type, Object target) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(at -> !method.getParameterTypes()[at].isPrimitive())
                        .mapToObj(at -> Arguments.of(Named.of(type.getSimpleName(), target), method, at)));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void aNullArgumentIsANullPointerException(Object target, Method method, int at) {
        Object[] given =
                Arrays.stream(method.getParameterTypes()).map(OTHERS::get).toArray();
        given[at] = null;
        assertThatThrownBy(() -> method.invoke(target, given))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }
}
