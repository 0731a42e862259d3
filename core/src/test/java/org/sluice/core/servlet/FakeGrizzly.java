package org.sluice.core.servlet;

/** The chain of objects from a request of GlassFish down to its connection; public, since it is found by reflection. */
public final class FakeGrizzly {

    boolean open = true;

    /** What GlassFish's own requests have beyond the specification. */
    public interface Facade {
        FakeGrizzly getUnwrappedCoyoteRequest();
    }

    public FakeGrizzly getGrizzlyRequest() {
        return this;
    }

    public FakeGrizzly getContext() {
        return this;
    }

    public FakeGrizzly getConnection() {
        return this;
    }

    public boolean isOpen() {
        return open;
    }
}
