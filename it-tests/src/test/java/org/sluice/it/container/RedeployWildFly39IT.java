package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** Redeployments on WildFly 39. */
@Tag("wildfly-39")
class RedeployWildFly39IT implements RedeployContract {

    @Override
    public String distribution() {
        return "wildfly-39";
    }

    @Override
    public HotRecipe recipe() {
        return new WildFly();
    }
}
