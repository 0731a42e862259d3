package org.sluice.grizzly.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientTransportTest {

    private final ClientTransport shared = new ClientTransport();

    @Test
    void allThatLeaseItShareOneThatRuns() throws Exception {
        ClientTransport.Lease first = shared.lease();
        ClientTransport.Lease second = shared.lease();

        assertThat(second.transport()).isSameAs(first.transport());
        assertThat(first.transport().isStopped()).isFalse();

        first.giveBack();
        second.giveBack();
        await().until(first.transport()::isStopped);
    }

    @Test
    void aLeaseThatIsGivenBackTwiceCountsOnce() throws Exception {
        ClientTransport.Lease first = shared.lease();
        ClientTransport.Lease second = shared.lease();
        first.giveBack();
        first.giveBack();
        // Had the second call counted, this one and not the last would begin the time after which it stops.
        ClientTransport.Lease third = shared.lease();
        third.giveBack();

        ClientTransport other = new ClientTransport();
        ClientTransport.Lease later = other.lease();
        later.giveBack();
        await().until(later.transport()::isStopped);

        assertThat(second.transport().isStopped()).isFalse();
        second.giveBack();
        await().until(second.transport()::isStopped);
    }

    @Test
    void aLeaseBeforeItStopsKeepsItRunning() throws Exception {
        ClientTransport.Lease first = shared.lease();
        TCPNIOTransport transport = first.transport();
        first.giveBack();
        ClientTransport.Lease second = shared.lease();

        ClientTransport other = new ClientTransport();
        ClientTransport.Lease later = other.lease();
        later.giveBack();
        await().until(later.transport()::isStopped);

        assertThat(second.transport()).isSameAs(transport);
        assertThat(transport.isStopped()).isFalse();
        second.giveBack();
        await().until(transport::isStopped);
    }

    @Test
    void afterItHasStoppedAnotherIsStarted() throws Exception {
        ClientTransport.Lease first = shared.lease();
        first.giveBack();
        await().until(first.transport()::isStopped);

        ClientTransport.Lease second = shared.lease();

        assertThat(second.transport()).isNotSameAs(first.transport());
        assertThat(second.transport().isStopped()).isFalse();
        second.giveBack();
        await().until(second.transport()::isStopped);
    }
}
