package org.sluice.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sluice.benchmarks.work.Workload.Kind;
import org.sluice.benchmarks.work.Workload.On;

/** The workloads of the program, in their order. */
public final class Workloads {

    private static final int KIB = 1024;
    private static final int[] WRITES = {KIB, 8 * KIB, 64 * KIB};
    private static final int ECHO = 64;
    private static final int PIPELINES = 100;
    private static final int AUDIENCE = 1000;

    private Workloads() {}

    /** All, with so many idle connections. */
    public static List<Workload> all(int idle) {
        List<Workload> all = new ArrayList<>();
        for (boolean tls : new boolean[] {false, true}) {
            for (Kind kind : List.of(Kind.UPLOAD, Kind.DOWNLOAD)) {
                for (int size : WRITES) {
                    all.add(stream(kind, size, tls));
                }
            }
        }
        all.add(new Workload("echo-64", "echo, one message of 64 B at a time", Kind.ECHO, ECHO, 1, false, On.OWN));
        all.add(pipelined("pipelined-64", "64 B", ECHO));
        all.add(pipelined("pipelined-1k", "1 KiB", KIB));
        all.add(new Workload(
                "broadcast-1k",
                "broadcast of 1 KiB to " + AUDIENCE + " connections",
                Kind.BROADCAST,
                KIB,
                AUDIENCE,
                false,
                On.OWN));
        all.add(new Workload("idle", idle + " idle connections", Kind.IDLE, ECHO, idle, false, On.OWN));
        all.add(new Workload("connect", "connect, one echo of 64 B, close", Kind.CONNECT, ECHO, 1, false, On.OWN));
        all.add(portable(On.TOMCAT, "Tomcat"));
        all.add(portable(On.TYRUS, "Tyrus"));
        return all;
    }

    private static Workload stream(Kind kind, int size, boolean tls) {
        String way = kind == Kind.UPLOAD ? "upload" : "download";
        String scheme = tls ? "wss" : "ws";
        return new Workload(
                (tls ? "wss-" : "") + way + "-" + size / KIB + "k",
                way + " over " + scheme + ", writes of " + size / KIB + " KiB",
                kind,
                size,
                1,
                tls,
                On.OWN);
    }

    /** What the portable port costs on a container: our input stream and a plain handler, both of which count. */
    private static Workload portable(On on, String container) {
        return new Workload(
                "portable-" + on.name().toLowerCase(Locale.ROOT),
                "upload to an endpoint on " + container + ", writes of 64 KiB",
                Kind.UPLOAD,
                64 * KIB,
                1,
                false,
                on);
    }

    private static Workload pipelined(String id, String size, int bytes) {
        return new Workload(
                id,
                PIPELINES + " connections with " + Pipelined.DEPTH + " echoes of " + size + " on the way on each",
                Kind.PIPELINED,
                bytes,
                PIPELINES,
                false,
                On.OWN);
    }

    /** The workload with an id. */
    public static Workload of(String id, List<Workload> all) {
        return all.stream()
                .filter(workload -> workload.id().equals(id))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no workload '" + id + "'; there are "
                        + all.stream().map(Workload::id).collect(Collectors.joining(", "))));
    }
}
