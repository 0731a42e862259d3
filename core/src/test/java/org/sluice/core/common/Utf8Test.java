package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static final String ALL_LENGTHS =
            "a\u007f\u0080é\u07ff\u0800€\ud7ff\ue000\uffff\ud83d\ude00\ud800\udc00\udbff\udfff";

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u0000", ALL_LENGTHS, "x\ud83d\ude00"})
    void lengthIsThatOfTheEncodedForm(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ALL_LENGTHS})
    void partsOfEveryPartitionAddUpToTheLength(String text) {
        for (int from = 0; from <= text.length(); from++) {
            for (int to = from; to <= text.length(); to++) {
                long sum = Utf8.lengthOfPart(text.substring(0, from))
                        + Utf8.lengthOfPart(text.substring(from, to))
                        + Utf8.lengthOfPart(text.substring(to));
                assertThat(sum).as("%d %d", from, to).isEqualTo(Utf8.length(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d",
                "\ude00",
                "a\ud83d",
                "\ud83da",
                "\ud83d\ud83d\ude00",
                "\ude00\ud83d",
                "\ud83d\ude00\ude00"
            })
    void surrogateWithoutItsPairIsRefusedByItsName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Utf8.length(text))
                .withMessageStartingWith("text has a surrogate without its pair");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7, 100})
    void cutsNeverSplitAPairAndAlwaysGoOn(int most) {
        String text = ALL_LENGTHS + ALL_LENGTHS;
        StringBuilder joined = new StringBuilder();
        for (int from = 0; from < text.length(); ) {
            int end = Utf8.cut(text, from, most);
            String part = text.substring(from, end);
            assertThat(end).isGreaterThan(from);
            assertThat(part.length()).isLessThanOrEqualTo(most);
            assertThat(Utf8.length(part)).isPositive();
            joined.append(part);
            from = end;
        }
        assertThat(joined).hasToString(text);
    }
}
