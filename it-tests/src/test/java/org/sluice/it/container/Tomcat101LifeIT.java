package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** The WAR's life on Tomcat 10.1. */
@Tag("tomcat-10.1")
class Tomcat101LifeIT implements LifeContract {

    @Override
    public String distribution() {
        return "tomcat-10.1";
    }

    @Override
    public HotRecipe recipe() {
        return new Tomcat();
    }
}
