package org.sluice.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name; which of them are tried, and in which order, is left to the connect. */
@FunctionalInterface
public interface HostResolver {

    /** The JDK's own name service. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Looks a name up. Runs on a thread of its own, where it may block; when nobody waits any more, the thread is interrupted, and what
     * it still finds is dropped.
     *
     * @param host a name; an address that is written as such is not looked up
     * @return at least one address, the preferred first
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
