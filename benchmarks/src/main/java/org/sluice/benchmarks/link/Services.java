package org.sluice.benchmarks.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The services of one server, the same for every peer. */
public final class Services {

    /** A message of at most this size is no news for all, but asks whether its sender is among them. */
    public static final int ASKS = 4;

    private final Set<Link> audience = ConcurrentHashMap.newKeySet();

    /** Begins a service on a new connection. */
    public Receiver open(Service service, Link link) {
        return switch (service) {
            case DISCARD -> new Discard(link);
            case GENERATE -> new Generate(link);
            case ECHO -> new Echo(link);
            case BROADCAST -> new Broadcast(link);
        };
    }

    private static ByteBuffer copy(ByteBuffer data) {
        ByteBuffer copy = ByteBuffer.allocate(data.remaining());
        return copy.put(data).flip();
    }

    private record Echo(Link link) implements Receiver {
        @Override
        public void received(ByteBuffer message) throws IOException {
            link.send(copy(message));
        }

        @Override
        public void ended(String why) {}
    }

    private final class Broadcast implements Receiver {

        private final Link link;

        Broadcast(Link link) {
            this.link = link;
            audience.add(link);
        }

        @Override
        public void received(ByteBuffer message) throws IOException {
            ByteBuffer copy = copy(message);
            if (copy.remaining() <= ASKS) {
                link.send(copy);
                return;
            }
            for (Link each : audience) {
                each.send(copy.duplicate());
            }
        }

        @Override
        public void ended(String why) {
            audience.remove(link);
        }
    }

    private static final class Generate implements Receiver {

        private final Link link;
        private final ByteBuffer request = ByteBuffer.allocate(Load.SIZE);

        Generate(Link link) {
            this.link = link;
        }

        @Override
        public void received(ByteBuffer data) throws IOException {
            while (data.hasRemaining()) {
                request.put(data.get());
                if (!request.hasRemaining()) {
                    Load load = Load.read(request.flip());
                    request.clear();
                    link.stream(load);
                }
            }
        }

        @Override
        public void ended(String why) {}
    }

    private static final class Discard implements Receiver {

        private final Link link;
        private final ByteBuffer head = ByteBuffer.allocate(Load.SIZE);
        private Counter counter = new Counter(0);

        Discard(Link link) {
            this.link = link;
        }

        @Override
        public void received(ByteBuffer data) throws IOException {
            while (data.hasRemaining()) {
                if (head.hasRemaining()) {
                    head.put(data.get());
                    if (!head.hasRemaining()) {
                        counter = new Counter(Load.read(head.flip()).bytes());
                    }
                } else {
                    counter.count(data);
                }
                if (!head.hasRemaining() && counter.isComplete()) {
                    head.clear();
                    link.send(counter.digest().encoded());
                }
            }
        }

        @Override
        public void ended(String why) {}
    }
}
