package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageDroppedExceptionTest {

    @ParameterizedTest
    @EnumSource
    void namesThePolicyAndWhatToDo(WhenFull policy) {
        MessageDroppedException failure = new MessageDroppedException(policy, false, null);

        assertThat(failure.policy()).isSameAs(policy);
        assertThat(failure.superseded()).isFalse();
        assertThat(failure).hasMessageContaining(policy.name()).hasMessageContaining("queue is full");
        assertThat(failure.status()).isSameAs(WebErrorStatus.OPERATION_CANCELED);
        assertThat(failure.phase()).isSameAs(Phase.TRANSFER);
    }

    @Test
    void saysThatANewerOneTookItsRoom() {
        IOException cause = new IOException();
        MessageDroppedException failure = new MessageDroppedException(WhenFull.DROP_OLDEST, true, cause);

        assertThat(failure.superseded()).isTrue();
        assertThat(failure)
                .hasMessageContaining("a newer one took its room")
                .hasMessageContaining("DROP_OLDEST")
                .hasCause(cause);
    }
}
