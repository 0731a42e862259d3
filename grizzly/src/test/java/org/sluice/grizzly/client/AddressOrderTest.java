package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("P74-P75: at most five addresses of a name, both families in turns (RFC 8305, 4)")
class AddressOrderTest {

    @Test
    void familiesTakeTurnsAndTheResolversFirstIsFirst() {
        assertThat(AddressOrder.of(all("::1", "::2", "::3", "1.1.1.1", "1.1.1.2"), null))
                .isEqualTo(all("::1", "1.1.1.1", "::2", "1.1.1.2", "::3"));
        assertThat(AddressOrder.of(all("1.1.1.1", "::1", "::2"), null)).isEqualTo(all("1.1.1.1", "::1", "::2"));
    }

    @Test
    void noMoreThanFiveAndBothFamiliesAmongThem() {
        assertThat(AddressOrder.of(all("::1", "::2", "::3", "::4", "::5", "::6", "1.1.1.1"), null))
                .isEqualTo(all("::1", "1.1.1.1", "::2", "::3", "::4"));
    }

    @Test
    void eachAddressOnce() {
        assertThat(AddressOrder.of(all("1.1.1.1", "1.1.1.1", "1.1.1.2"), null)).isEqualTo(all("1.1.1.1", "1.1.1.2"));
    }

    @Test
    void onlyTheFamilyThatThisEndIsBoundTo() {
        assertThat(AddressOrder.of(
                        all("::1", "1.1.1.1", "::2", "1.1.1.2"),
                        all("127.0.0.1").get(0)))
                .isEqualTo(all("1.1.1.1", "1.1.1.2"));
        assertThat(AddressOrder.of(all("::1"), all("127.0.0.1").get(0))).isEmpty();
    }

    private static List<InetAddress> all(String... addresses) {
        List<InetAddress> all = new ArrayList<>();
        for (String each : addresses) {
            try {
                all.add(InetAddress.getByName(each));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(each, e);
            }
        }
        return all;
    }
}
