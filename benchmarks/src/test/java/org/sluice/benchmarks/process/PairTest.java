package org.sluice.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.benchmarks.link.Client;
import org.sluice.benchmarks.link.Server;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.report.Metric;
import org.sluice.benchmarks.work.Outcome;
import org.sluice.benchmarks.work.Workload;
import org.sluice.benchmarks.work.Workloads;

/** A short round of each workload; nothing is measured here. */
class PairTest {

    private static final int IDLE = 50;
    private static final long MILLIS = 20;
    private static final List<Workload> ALL = Workloads.all(IDLE);

    /** In this process, which is faster; Tomcat and Tyrus would find each other there. */
    private static final List<Peer> SOME = List.of(Peer.SLUICE, Peer.NETTY, Peer.TCP, Peer.TCP_SEGMENTS);

    static Stream<Arguments> runs() {
        return SOME.stream().flatMap(peer -> ALL.stream()
                .filter(workload -> !workload.tls())
                .filter(peer::takesPart)
                .filter(workload -> peer.missing(workload.needs()).isEmpty())
                .map(workload -> Arguments.of(peer, workload.id())));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyWorkloadBringsItsFigures(Peer peer, String id) throws Exception {
        Workload workload = Workloads.of(id, ALL);
        try (Server server = peer.ends().serve(null)) {
            URI uri = URI.create("ws://127.0.0.1:" + server.port());
            try (Client client = peer.ends().client(uri);
                    Pair pair = new Pair(here(new ServerSide(server)), here(new ClientSide(client, uri, ALL)))) {
                Outcome outcome = pair.run(workload, MILLIS);
                pair.end(workload);
                assertThat(outcome.bytes() + outcome.messages()).isPositive();
                assertThat(outcome.values()).containsOnlyKeys(metrics(workload));
            }
        }
    }

    private static List<Metric> metrics(Workload workload) {
        return switch (workload.kind()) {
            case UPLOAD, DOWNLOAD -> List.of(Metric.RATE, Metric.CPU_PER_GIB);
            case ECHO -> List.of(Metric.P50, Metric.P99, Metric.CPU_PER_MESSAGE);
            case PIPELINED -> List.of(Metric.MESSAGES, Metric.CPU_PER_MESSAGE);
            case BROADCAST -> List.of(Metric.DELIVERIES, Metric.CPU_PER_DELIVERY);
            case IDLE -> List.of(Metric.HEAP);
            case CONNECT -> List.of(Metric.CONNECTS);
        };
    }

    /** Netty and TCP do so in the tests below. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NETTY", "TCP"})
    void everyPeerRunsInProcessesOfItsOwn(Peer peer) throws Exception {
        Workload workload = Workloads.of("upload-8k", ALL);
        try (Pair pair = Pair.start(peer, null, IDLE)) {
            Outcome outcome = pair.run(workload, MILLIS);
            assertThat(outcome.bytes()).isPositive();
            assertThat(outcome.values().get(Metric.CPU_PER_GIB)).isNotNegative();
        }
    }

    @Test
    void tlsIsTrustedOnBothEnds() throws Exception {
        try (Certificate certificate = Certificate.make();
                Pair pair = Pair.start(Peer.NETTY, certificate, IDLE)) {
            assertThat(pair.run(Workloads.of("wss-download-64k", ALL), MILLIS).bytes())
                    .isPositive();
        }
    }

    @Test
    void processesEndWithTheirPair() throws Exception {
        long[] before = children();
        try (Pair pair = Pair.start(Peer.TCP, null, IDLE)) {
            assertThat(pair.run(Workloads.of("upload-8k", ALL), MILLIS).bytes()).isPositive();
            assertThat(children()).hasSizeGreaterThanOrEqualTo(before.length + 2);
        }
        assertThat(children()).isEqualTo(before);
    }

    private static long[] children() {
        return ProcessHandle.current()
                .children()
                .mapToLong(ProcessHandle::pid)
                .sorted()
                .toArray();
    }

    private static Talk here(Answering answering) {
        return new Talk() {
            @Override
            public String ask(String question) throws java.io.IOException {
                return Lines.read(Lines.answer(answering, question));
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void everyPeerIsInTheProgram() {
        assertThat(Arrays.stream(Peer.values()).map(Peer::id).map(Peer::of)).containsExactly(Peer.values());
    }
}
