package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** Redeployments on Jetty 12.1. */
@Tag("jetty-12.1-ee11")
class RedeployJetty121IT implements RedeployContract {

    @Override
    public String distribution() {
        return "jetty-12.1";
    }

    @Override
    public HotRecipe recipe() {
        return new Jetty.Ee11();
    }
}
