package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** The WAR's life on WildFly 39. */
@Tag("wildfly-39")
class WildFly39LifeIT implements LifeContract {

    @Override
    public String distribution() {
        return "wildfly-39";
    }

    @Override
    public HotRecipe recipe() {
        return new WildFly();
    }
}
