package org.sluice.it.promises;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sets the members that are promised and their proofs against each other, as {@link PromiseReport} does for the promises. Pure. */
final class MemberReport {

    /** What an id looks like: a letter and words. */
    private static final Pattern ENTRY = Pattern.compile("([MS] [a-z -]+) \\| (.+)");

    private final Map<String, String> members = new LinkedHashMap<>();
    private final Map<String, List<Proof>> proofs = new LinkedHashMap<>();

    /** Of lines such as {@code S send | what it does}; those that begin with # are comments. */
    MemberReport(List<String> lines, Collection<Proof> tests) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var entry = ENTRY.matcher(line);
            if (!entry.matches()) {
                throw new IllegalArgumentException("A line is \"S send | text\", but one is: " + line);
            }
            members.put(entry.group(1), entry.group(2));
        }
        members.keySet().forEach(id -> proofs.put(id, proofs(id, tests)));
    }

    private static List<Proof> proofs(String id, Collection<Proof> tests) {
        Pattern named = Pattern.compile("\\b" + Pattern.quote(id) + "\\b");
        return tests.stream()
                .filter(test -> named.matcher(test.name()).find())
                .sorted()
                .toList();
    }

    /** What fails the build, in words; empty if all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        proofs.forEach((id, tests) -> {
            if (tests.isEmpty()) {
                faults.add("\"" + id + "\" has no test: none has the id in its @DisplayName");
            }
        });
        return faults;
    }

    /** The members' part of the page. */
    String page() {
        StringBuilder page = new StringBuilder("\n# The members, and the tests that prove them\n");
        members.forEach((id, text) -> {
            page.append("\n## ").append(id).append("\n\n").append(text).append("\n\n");
            proofs.getOrDefault(id, List.of()).forEach(proof -> page.append("- `")
                    .append(proof.testClass())
                    .append("` (")
                    .append(proof.module())
                    .append(") - ")
                    .append(proof.name())
                    .append('\n'));
        });
        return page.toString();
    }
}
