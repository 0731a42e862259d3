package org.sluice.grizzly.wire;

import org.jspecify.annotations.Nullable;

/**
 * Passes the events of a line to whoever has it at the moment: one phase of a connect after the other, and then the wire. An end that
 * came before is told again to the next one. Safe for all threads.
 */
public final class Relay implements Line.Events {

    private volatile Line.@Nullable Events to;
    private volatile @Nullable Line line;

    /** Guarded by this. */
    private boolean gone;

    /** Makes one that nobody has yet. */
    public Relay() {}

    /**
     * Says whose events these are.
     *
     * @param source while nobody has it, it asks for none
     */
    public void of(Line source) {
        line = source;
    }

    /**
     * Hands the line over.
     *
     * @param next asks for what it wants to be told
     */
    public void to(Line.Events next) {
        boolean already;
        synchronized (this) {
            to = next;
            already = gone;
        }
        if (already) {
            next.gone();
        }
    }

    @Override
    public void readable() {
        Line.Events now = to;
        Line source = line;
        if (now != null) {
            now.readable();
        } else if (source != null) {
            source.reading(false);
        }
    }

    @Override
    public void writable() {
        Line.Events now = to;
        Line source = line;
        if (now != null) {
            now.writable();
        } else if (source != null) {
            source.writing(false);
        }
    }

    @Override
    public void gone() {
        Line.Events now;
        synchronized (this) {
            gone = true;
            now = to;
        }
        if (now != null) {
            now.gone();
        }
    }
}
