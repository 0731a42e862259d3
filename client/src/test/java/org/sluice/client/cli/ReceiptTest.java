package org.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"bytes\":7,\"crc32c\":\"0000abcd\"}", " { \"bytes\" : 7 , \"crc32c\" : \"0000abcd\" }\n"})
    void aReceiptIsKnownByItsForm(String answer) {
        assertThat(Receipt.in(answer)).contains(new Receipt(7, "0000abcd"));
    }

    @Test
    void otherAnswersAreNone() {
        assertThat(Receipt.in("thanks")).isEmpty();
        assertThat(Receipt.in("{\"bytes\":7}")).isEmpty();
    }
}
