package org.sluice.grizzly.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sluice.core.common.Deadline;

/** Connects to the first address that answers, as {@link AddressRace} decides; those that lose are cut. The caller's thread waits. */
final class TcpRace {

    private final List<InetSocketAddress> addresses;
    private final SocketOptions options;
    private final Duration timeout;
    private final Patience patience;
    private final AddressRace race;
    private final List<@Nullable TcpConnect> runners = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    /**
     * What was reached.
     *
     * @param connect connected
     * @param deadline of its address, for what is done over it
     */
    record Winner(TcpConnect connect, Deadline deadline) {}

    TcpRace(List<InetSocketAddress> addresses, SocketOptions options, Duration timeout, Patience patience) {
        this.addresses = addresses;
        this.options = options;
        this.timeout = timeout;
        this.patience = patience;
        race = new AddressRace(addresses.size(), AddressRace.HEAD_START, timeout);
    }

    /**
     * Runs it.
     *
     * @throws IOException if all failed: the most telling failure, with those of all addresses suppressed in it; or if it was given up
     */
    Winner run() throws IOException {
        int winner = -1;
        try {
            while (!race.isLost()) {
                winner = step();
                TcpConnect connect = winner < 0 ? null : runners.get(winner);
                if (connect != null) {
                    return new Winner(connect, new Deadline(timeout, race.deadline(winner)));
                }
            }
            throw mostTelling();
        } finally {
            for (int i = 0; i < runners.size(); i++) {
                TcpConnect loser = runners.get(i);
                if (i != winner && loser != null) {
                    loser.cancel();
                }
            }
        }
    }

    /** Waits for the next thing to happen; returns who has won by it, or -1. */
    private int step() throws IOException {
        long now = System.nanoTime();
        if (race.isNextDue(now)) {
            start(race.start(now));
        } else {
            patience.awaitAny(running(), race.nanosToNext(now));
        }
        for (int i = 0; i < runners.size(); i++) {
            TcpConnect runner = runners.get(i);
            if (runner != null && runner.result().isDone()) {
                IOException failure = Patience.failureOf(runner.result(), "the TCP connection");
                if (failure == null) {
                    return i;
                }
                failed(i, failure);
            }
        }
        for (int late : race.overdue(System.nanoTime())) {
            failed(late, new IOException("no answer within " + timeout, new TimeoutException()));
        }
        return -1;
    }

    private void start(int index) {
        try {
            runners.add(TcpConnect.to(addresses.get(index), options, ClientTransport.shared()));
        } catch (IOException e) {
            runners.add(null);
            failed(index, e);
        }
    }

    private void failed(int index, IOException failure) {
        TcpConnect runner = runners.get(index);
        if (runner != null) {
            runner.cancel();
        }
        runners.set(index, null);
        race.failed(index, System.nanoTime());
        failures.add(at(addresses.get(index), failure));
    }

    private static IOException at(InetSocketAddress address, IOException failure) {
        String text = address + ": " + failure.getMessage();
        if (failure instanceof ConnectException) {
            ConnectException refused = new ConnectException(text);
            refused.initCause(failure);
            return refused;
        }
        return new IOException(text, failure);
    }

    private List<CompletableFuture<?>> running() {
        List<CompletableFuture<?>> results = new ArrayList<>();
        for (TcpConnect each : runners) {
            if (each != null) {
                results.add(each.result());
            }
        }
        return results;
    }

    /** A refusal shows that the host is there; a silent one may be. */
    private IOException mostTelling() {
        if (failures.isEmpty()) {
            return new ConnectException("no address to connect to");
        }
        IOException best = failures.stream()
                .filter(ConnectException.class::isInstance)
                .findFirst()
                .or(() -> failures.stream()
                        .filter(each ->
                                each.getCause() != null && each.getCause().getCause() instanceof TimeoutException)
                        .findFirst())
                .orElse(failures.get(0));
        if (failures.size() == 1) {
            return best;
        }
        IOException all = best instanceof ConnectException
                ? new ConnectException(best.getMessage())
                : new IOException(best.getMessage());
        all.initCause(best.getCause());
        failures.forEach(all::addSuppressed);
        return all;
    }
}
