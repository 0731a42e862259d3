package org.sluice.grizzly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayTest {

    private final FakeLine line = new FakeLine();
    private final Relay relay = new Relay();
    private final List<String> told = new ArrayList<>();

    private Line.Events named(String name) {
        return new Line.Events() {
            @Override
            public void readable() {
                told.add(name + " readable");
            }

            @Override
            public void writable() {
                told.add(name + " writable");
            }

            @Override
            public void gone() {
                told.add(name + " gone");
            }
        };
    }

    private void everythingHappens() {
        relay.readable();
        relay.writable();
        relay.gone();
    }

    @Test
    void whatHappensGoesToWhoeverHasTheLineNow() {
        relay.to(named("first"));
        relay.readable();
        relay.to(named("second"));
        everythingHappens();

        assertThat(told).containsExactly("first readable", "second readable", "second writable", "second gone");
    }

    @Test
    void aLineThatNobodyHasIsAskedForNothing() {
        line.reading = true;
        line.writing = true;
        relay.of(line);

        relay.readable();
        relay.writable();

        assertThat(line.reading).isFalse();
        assertThat(line.writing).isFalse();
    }

    @Test
    void aLineThatSomebodyHasIsLeftToThem() {
        line.reading = true;
        line.writing = true;
        relay.of(line);
        relay.to(named("owner"));

        relay.readable();
        relay.writable();

        assertThat(line.reading).isTrue();
        assertThat(line.writing).isTrue();
    }

    @Test
    void anEndBeforeThereIsAnybodyIsToldToTheFirst() {
        everythingHappens();
        assertThat(told).isEmpty();

        relay.to(named("late"));

        assertThat(told).containsExactly("late gone");
    }

    @Test
    void anEndIsToldAgainToTheNextOne() {
        relay.to(named("first"));
        relay.gone();
        relay.to(named("second"));

        assertThat(told).containsExactly("first gone", "second gone");
    }
}
