package org.sluice.it.promises;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sets promises and proofs against each other: the page, and what is wrong. Pure. */
final class PromiseReport {

    static final String COMMAND = "mvn -B -ntp -pl it-tests -am test -Dtest=PromisesTest -Dpromises.write=true"
            + " -Dsurefire.failIfNoSpecifiedTests=false";

    private final Promises promises;
    private final SortedMap<Integer, SortedSet<Proof>> proofs = new TreeMap<>();

    PromiseReport(Promises promises, Collection<Proof> tests) {
        this.promises = promises;
        for (Proof test : tests) {
            for (int number : PromiseIds.in(test.name())) {
                proofs.computeIfAbsent(number, unused -> new TreeSet<>()).add(test);
            }
        }
    }

    /** What fails the build, in words; empty if all is well. */
    List<String> faults() {
        SortedSet<Integer> promised = promises.all().stream()
                .flatMap(promise -> promise.numbers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> faults = new ArrayList<>();
        for (int number : promised) {
            boolean proved = proofs.containsKey(number);
            if (!proved && !promises.notYet().containsKey(number)) {
                faults.add("P" + number + " has no test: none has the id in its @DisplayName");
            }
            if (proved && promises.notYet().containsKey(number)) {
                faults.add("P" + number + " has a test now: take it out of not-yet.txt");
            }
        }
        proofs.forEach((number, tests) -> {
            if (!promised.contains(number)) {
                faults.add("P" + number + " is not promised, but " + tests.first() + " proves it");
            }
        });
        promises.notYet().keySet().stream()
                .filter(number -> !promised.contains(number))
                .forEach(number -> faults.add("P" + number + " is not promised, but stands in not-yet.txt"));
        return faults;
    }

    /** The whole page. */
    String page() {
        StringBuilder page = new StringBuilder("""
                # The promises, and the tests that prove them

                Written by the build; it fails where a promise has no test or this page is not what the tests say. To write it anew:

                ```
                """);
        page.append(COMMAND.replace(" -Dsurefire", " \\\n    -Dsurefire")).append("\n```\n\n");
        page.append(
                        "Each line is a test class and, after the dash, a test of it by its `@DisplayName`. Classes whose names end in")
                .append("\n`Contract` run on every container of the suite, on both ports of our own.\n");
        promises.all().forEach(promise -> append(promise, page));
        return page.toString();
    }

    private void append(Promises.Promise promise, StringBuilder page) {
        page.append("\n## ")
                .append(promise.ids())
                .append("\n\n")
                .append(promise.text())
                .append('\n');
        for (int number : promise.numbers()) {
            page.append("\n**P").append(number).append("**\n\n");
            String reason = promises.notYet().get(number);
            if (reason != null) {
                page.append("- *Not yet:* ").append(reason).append('\n');
            }
            proofs.getOrDefault(number, new TreeSet<>()).forEach(proof -> page.append("- `")
                    .append(proof.testClass())
                    .append("` (")
                    .append(proof.module())
                    .append(") - ")
                    .append(PromiseIds.without(proof.name()))
                    .append('\n'));
        }
    }
}
