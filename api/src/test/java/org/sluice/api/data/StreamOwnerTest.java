package org.sluice.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamOwnerTest {

    private final AtomicInteger closes = new AtomicInteger();
    private final StreamOwner<Closeable> owner = new StreamOwner<>("DataWriter", closes::incrementAndGet);

    @Test
    void oneOperationAtATime() {
        owner.enter();

        assertThatIllegalStateException()
                .isThrownBy(owner::enter)
                .withMessageContaining("Another operation on this DataWriter is under way");
    }

    @Test
    void nextOperationMayFollow() {
        owner.enter();
        owner.leave();

        assertThatNoException().isThrownBy(owner::enter);
    }

    @Test
    void closeClosesTheStreamOnce() throws Exception {
        owner.close();
        owner.close();

        assertThat(closes).hasValue(1);
        assertThatIllegalStateException().isThrownBy(owner::enter).withMessageContaining("is closed");
    }

    @Test
    void closeMayComeDuringAnOperation() throws Exception {
        owner.enter();
        owner.close();

        assertThat(closes).hasValue(1);
        assertThatIllegalStateException().isThrownBy(owner::detach).withMessageContaining("is closed");
    }

    @Test
    void detachedStreamIsNotClosed() throws Exception {
        owner.enter();
        Closeable stream = owner.detach();
        owner.leave();
        owner.close();

        assertThat(closes).hasValue(0);
        assertThatIllegalStateException().isThrownBy(owner::enter).withMessageContaining("was detached");
        stream.close();
        assertThat(closes).hasValue(1);
    }

    @Test
    void failureToCloseIsReportedAndTheOwnerIsClosed() throws Exception {
        IOException cause = new IOException("x");
        StreamOwner<Closeable> failing = new StreamOwner<>("DataReader", () -> {
            throw cause;
        });

        assertThatExceptionOfType(IOException.class).isThrownBy(failing::close).isSameAs(cause);
        assertThatIllegalStateException().isThrownBy(failing::enter);
        failing.close();
    }

    @Test
    void withoutAStreamOnlyTheStreamIsMissing() throws Exception {
        StreamOwner<Closeable> memory = new StreamOwner<>("DataReader", null);

        memory.enter();
        assertThat(memory.hasStream()).isFalse();
        assertThatIllegalStateException().isThrownBy(memory::stream).withMessageContaining("has no stream");
        assertThatIllegalStateException().isThrownBy(memory::detach).withMessageContaining("has no stream");
        memory.leave();
        memory.close();
        assertThatIllegalStateException().isThrownBy(memory::enter);
    }
}
