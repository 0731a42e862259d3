package org.sluice.client.cli;

/** Is told how far a transfer is. */
interface Progress extends AutoCloseable {

    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void moved(long bytes) {}

        @Override
        public void close() {}
    };

    /** So many bytes moved since the beginning. */
    void moved(long bytes);

    @Override
    void close();
}
