package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuidsTest {

    private static final UUID GUID = UUID.fromString("f0112233-e455-f677-8899-aabbccddeeff");

    @ParameterizedTest
    @CsvSource({"false,f0112233e455f6778899aabbccddeeff", "true,332211f055e477f68899aabbccddeeff"})
    void onlyTheFirstThreeNumbersFollowTheByteOrder(boolean little, String hex) {
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(Guids.bytes(GUID, order)).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(Guids.read(ByteBuffer.wrap(bytes).order(order))).isEqualTo(GUID);
    }
}
