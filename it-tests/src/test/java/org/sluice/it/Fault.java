package org.sluice.it;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sluice.api.Phase;
import org.sluice.api.WebErrorStatus;

/**
 * Something that can go wrong with a connection, made for real on loopback, and what the application is told; a line of
 * docs/errors.md. HTTP statuses are left to {@link FaultsIT}.
 */
interface Fault {

    /**
     * What the page says of it.
     *
     * @param what happens
     * @param status what it is told as
     * @param phase null where the exception is one of the JDK's, for a thread or a future that was given up
     */
    record Line(
            String what, WebErrorStatus status, @Nullable Phase phase) {

        @Override
        public String toString() {
            String when = phase == null ? "" : '`' + phase.name() + '`';
            return String.format("| %s | `%s` | %s | `0x%08X` |", what, status, when, status.hresult());
        }
    }

    Line line();

    /** Makes it happen; ends with the exception that the application sees. */
    void make() throws Exception;

    /** All there are, as the page has them. */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        ConnectFault.values(),
                        CertificateFault.values(),
                        ProxyFault.values(),
                        RedirectFault.values(),
                        OpenFault.values())
                .flatMap(Arrays::stream)
                .toList();
    }
}
