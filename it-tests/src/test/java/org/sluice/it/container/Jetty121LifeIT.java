package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** The WAR's life on Jetty 12.1. */
@Tag("jetty-12.1-ee11")
class Jetty121LifeIT implements LifeContract {

    @Override
    public String distribution() {
        return "jetty-12.1";
    }

    @Override
    public HotRecipe recipe() {
        return new Jetty.Ee11();
    }
}
