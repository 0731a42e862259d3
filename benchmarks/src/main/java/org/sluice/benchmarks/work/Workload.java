package org.sluice.benchmarks.work;

import java.util.EnumSet;
import java.util.Set;
import org.sluice.benchmarks.peers.Need;

/**
 * One thing to do and to measure.
 *
 * @param id for options and files
 * @param title for people
 * @param kind what is done
 * @param size bytes of a write or of a message
 * @param connections how many at once
 * @param tls whether over {@code wss}
 * @param on the server that everybody's endpoint runs in
 */
public record Workload(String id, String title, Kind kind, int size, int connections, boolean tls, On on) {

    /** The servers that endpoints run in. */
    public enum On {
        /** Each peer's own. */
        OWN,
        /** Tomcat, with an endpoint of its own and one of ours. */
        TOMCAT,
        /** Tyrus as it is, with an endpoint of its own and one of ours. */
        TYRUS
    }

    /** What is done. */
    public enum Kind {
        /** One stream from the client to the server. */
        UPLOAD(Group.STREAMS),
        /** One stream from the server to the client. */
        DOWNLOAD(Group.STREAMS),
        /** One message there and back, after the other. */
        ECHO(Group.MESSAGES),
        /** Some messages on the way on each of many connections. */
        PIPELINED(Group.MESSAGES),
        /** Messages of one to all. */
        BROADCAST(Group.BROADCAST),
        /** Connections that are open and do nothing. */
        IDLE(Group.IDLE),
        /** Connections that are made, used once and closed. */
        CONNECT(Group.CONNECT);

        private final Group group;

        Kind(Group group) {
            this.group = group;
        }

        /** The kinds with which it shares its processes. */
        public Group group() {
            return group;
        }
    }

    /** Workloads that may follow each other in the same processes, because what one leaves there the next would leave too. */
    public enum Group {
        /** Uploads and downloads. */
        STREAMS,
        /** Echoes. */
        MESSAGES,
        /** Broadcasts. */
        BROADCAST,
        /** Idle connections. */
        IDLE,
        /** Connects. */
        CONNECT
    }

    /** What a peer must have to take part. */
    public Set<Need> needs() {
        EnumSet<Need> needs =
                switch (kind) {
                    case UPLOAD, DOWNLOAD -> EnumSet.noneOf(Need.class);
                    case ECHO, PIPELINED, CONNECT -> EnumSet.of(Need.MESSAGES);
                    case BROADCAST, IDLE -> EnumSet.of(Need.MESSAGES, Need.SERVER);
                };
        if (tls) {
            needs.add(Need.TLS);
        }
        return needs;
    }
}
