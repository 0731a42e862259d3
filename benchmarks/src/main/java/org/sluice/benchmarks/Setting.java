package org.sluice.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.benchmarks.peers.Peer;
import org.sluice.benchmarks.process.ClassPath;

/** What the values of a run depend on, as it is printed above them. */
final class Setting {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final double GIB = 1L << 30;

    private Setting() {}

    static Map<String, String> of(Plan plan, String command) {
        Map<String, String> setting = new LinkedHashMap<>();
        setting.put("command", "`" + command + "`");
        setting.put("machine", machine());
        setting.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        setting.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        setting.put("load of the machine before", load());
        setting.put(
                "rounds",
                String.format(
                        Locale.ROOT,
                        "%d of %.1f s each, after %.1f s to warm up; heap of at most 1 GiB each",
                        plan.rounds(),
                        plan.time() / 1e3,
                        plan.warmUp() / 1e3));
        setting.put("versions", versions(plan.peers()));
        return setting;
    }

    private static String machine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d processors%s, %.0f GiB",
                Runtime.getRuntime().availableProcessors(),
                model().map(name -> " (" + name + ")").orElse(""),
                system.getTotalMemorySize() / GIB);
    }

    private static Optional<String> model() {
        try (var lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            // Only Linux has it.
            return Optional.empty();
        }
    }

    /** Of the last minute; more than a little means that the values are not worth much. */
    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f", load);
    }

    private static String versions(List<Peer> peers) {
        ClassPath classPath = ClassPath.own();
        return peers.stream()
                .filter(peer -> !peer.library().isEmpty())
                .map(peer -> peer.title()
                        + classPath.version(peer.library()).map(v -> " " + v).orElse(" from source"))
                .collect(Collectors.joining("; "));
    }
}
