package org.sluice.it.app;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A value of a user's own: a record with a record, dates, numbers, a list, and what may be missing. */
public record Order(
        String id,
        int count,
        double price,
        boolean urgent,
        LocalDate due,
        Instant placed,
        OffsetDateTime shipped,
        Duration patience,
        Customer customer,
        List<String> tags) {

    /** Who ordered. */
    public record Customer(String name, String town) {}

    /** An order with everything in it. */
    public static Order sample() {
        return new Order(
                "A-1 \"ä世\uD83D\uDE00\"",
                41,
                0.1,
                true,
                LocalDate.of(2024, 2, 29),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.ofHours(-5)),
                Duration.ofMinutes(90),
                new Customer("Ada", null),
                List.of("one", "two"));
    }

    /** The same with one more. */
    public Order oneMore() {
        return new Order(id, count + 1, price, urgent, due, placed, shipped, patience, customer, tags);
    }
}
