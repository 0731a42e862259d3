package org.sluice.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTooBigExceptionTest {

    @Test
    void tellsTheLimitAndWhatToDo() {
        MessageTooBigException failure = new MessageTooBigException(1000);

        assertThat(failure.limit()).isEqualTo(1000);
        assertThat(failure).hasMessageContaining("1000 bytes").hasMessageContaining("maxMessageSize");
        assertThat(failure.status()).isSameAs(WebErrorStatus.REQUEST_ENTITY_TOO_LARGE);
        assertThat(failure.phase()).isSameAs(Phase.TRANSFER);
        assertThat(failure.httpStatus()).isEmpty();
    }
}
