package org.sluice.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sluice.core.doubles.FakeSession;

class PeerHeadersTest {

    private static final Map<String, List<String>> ADA = Map.of("Authorization", List.of("Ada"));
    private static final Map<String, List<String>> EVE = Map.of("Authorization", List.of("Eve"));

    private final FakeSession session = new FakeSession();
    private final Map<String, Object> properties = session.session().getUserProperties();

    @Test
    void theSessionOfAHandshakeGetsItsHeaders() {
        PeerHeaders.keep(properties, ADA);
        assertThat(PeerHeaders.of(session.session())).containsEntry("authorization", List.of("Ada"));
    }

    @Test
    void theyAreNotKeptAnyLonger() {
        PeerHeaders.keep(properties, ADA);
        assertThat(PeerHeaders.of(session.session())).isNotEmpty();
        assertThat(PeerHeaders.of(session.session())).isEmpty();
    }

    @Test
    void aSessionWithoutAnyHasNone() {
        assertThat(PeerHeaders.of(session.session())).isEmpty();
    }

    @Test
    void whereAllConnectionsShareTheirPropertiesNobodyGetsThoseOfAnother() {
        PeerHeaders.keep(properties, ADA);
        PeerHeaders.keep(properties, EVE);
        assertThat(PeerHeaders.of(session.session())).as("opened by whichever").isEmpty();
        PeerHeaders.keep(properties, EVE);
        assertThat(PeerHeaders.of(session.session())).isEmpty();
    }

    @Test
    void aRequestThatTheContainerUsesAgainChangesNothing() {
        Map<String, List<String>> request = new java.util.HashMap<>(ADA);
        PeerHeaders.keep(properties, request);
        request.clear();
        assertThat(PeerHeaders.of(session.session())).containsEntry("Authorization", List.of("Ada"));
    }
}
