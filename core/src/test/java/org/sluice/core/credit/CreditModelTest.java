package org.sluice.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sender and a receiver, between them a path that delays, repeats and reorders grants and loses some: the receiver never holds more than the window and
 * one large message, never finds a fault, and nothing is stuck once the application has taken all and the newest grant has come.
 */
class CreditModelTest {

    private static final int STEPS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void senderAndReceiverAgree(long seed) throws CreditException {
        Random random = new Random(seed);
        int window = CreditOffer.MIN_WINDOW + random.nextInt(300_000);
        boolean inHandshake = random.nextBoolean();
        CreditWindow sender = new CreditWindow(inHandshake ? window : 0);
        Granting receiver = Receivers.fixed(window, inHandshake);
        int largest = window;
        List<Long> grants = new ArrayList<>();
        grants.add(receiver.grant());
        long newest = grants.get(0);
        Deque<Long> held = new ArrayDeque<>();
        long holding = 0;
        long messages = 0;

        for (int step = 0; step < STEPS; step++) {
            long size = size(random, window);
            if (random.nextInt(20) == 0) {
                // Whatever it measures.
                receiver.resize(random.nextInt(4 * window));
                largest = Math.max(largest, receiver.window());
            }
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (sender.admits(size, true)) {
                        long cost = sendInParts(random, sender, receiver, size);
                        long before = holding;
                        held.addLast(cost);
                        holding += cost;
                        messages++;
                        assertThat(before).as("held when a message begins").isLessThanOrEqualTo(largest);
                        assertThat(holding).isLessThanOrEqualTo(largest + Math.max(0, cost - window / 2));
                    }
                }
                case 2 -> {
                    Long taken = held.pollFirst();
                    if (taken != null) {
                        holding -= taken;
                        if (receiver.taken(taken)) {
                            newest = receiver.grant();
                            grants.add(newest);
                        }
                    }
                }
                default -> deliverSome(random, grants, sender, receiver);
            }
            if (step % 1_000 == 999) {
                for (Long taken = held.pollFirst(); taken != null; taken = held.pollFirst()) {
                    holding -= taken;
                    if (receiver.taken(taken)) {
                        newest = receiver.grant();
                    }
                }
                sender.granted(newest);
                assertThat(sender.admits(size, true))
                        .as("stuck at step %s", step)
                        .isTrue();
            }
        }
        assertThat(messages).isGreaterThan(500);
        assertThat(largest).isGreaterThan(window);
    }

    /** Mostly chunks, sometimes more than the window. */
    private static long size(Random random, int window) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(window / 2 + 1);
            case 2 -> random.nextInt(1_000);
            default -> random.nextInt(3 * window);
        };
    }

    private static long sendInParts(Random random, CreditWindow sender, Granting receiver, long size)
            throws CreditException {
        sender.sent(size, true);
        long cost = 0;
        long left = size;
        // The receiver's engine cuts where it likes.
        while (random.nextInt(3) > 0 && left > 0) {
            long part = random.nextInt((int) left + 1);
            cost += receiver.received(part, false);
            left -= part;
        }
        return cost + receiver.received(left, true);
    }

    private static void deliverSome(Random random, List<Long> grants, CreditWindow sender, Granting receiver) {
        if (grants.isEmpty()) {
            return;
        }
        Long grant = grants.get(random.nextInt(grants.size()));
        if (random.nextInt(3) > 0) {
            grants.remove(grant);
        }
        if (random.nextInt(5) > 0) {
            sender.granted(grant);
            receiver.peerFollows();
        }
    }
}
