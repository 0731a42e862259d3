package org.sluice.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteArraysTest {

    /** As many as are kept, of 64 KiB: 4 MiB. */
    private static final int KEPT = 64;

    /** All that are kept, and some that are new. */
    private static List<byte[]> takeAll() {
        return Stream.generate(ByteArrays::take).limit(2 * KEPT).toList();
    }

    private static Set<byte[]> identities(List<byte[]> arrays) {
        Set<byte[]> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(arrays);
        return set;
    }

    @Test
    void allAreOf64KiBAndNoneIsLentTwice() {
        List<byte[]> lent = takeAll();

        assertThat(lent).allMatch(array -> array.length == 64 * 1024);
        assertThat(identities(lent)).hasSize(lent.size());
    }

    @Test
    void whatIsGivenBackIsLentAgain() {
        byte[] mine = takeAll().get(0);
        ByteArrays.giveBack(mine);

        assertThat(ByteArrays.take()).isSameAs(mine);
        assertThat(ByteArrays.take()).isNotSameAs(mine);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_537})
    void otherSizesAreNotKept(int size) {
        takeAll();
        byte[] other = new byte[size];
        ByteArrays.giveBack(other);

        assertThat(takeAll()).allMatch(array -> array.length == ByteArrays.SIZE);
    }

    @Test
    void atMost4MiBAreKept() {
        List<byte[]> lent = takeAll();
        lent.forEach(ByteArrays::giveBack);
        Set<byte[]> before = identities(lent);

        assertThat(takeAll().stream().filter(before::contains)).hasSize(KEPT);
    }

    @Test
    void fullnessIsForgottenOnceTheyAreLent() {
        new ArrayList<>(takeAll()).forEach(ByteArrays::giveBack);
        byte[] mine = takeAll().get(0);
        ByteArrays.giveBack(mine);

        assertThat(ByteArrays.take()).isSameAs(mine);
    }
}
