package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** The WAR's life on Tomcat 11. */
@Tag("tomcat-11")
class Tomcat11LifeIT implements LifeContract {

    @Override
    public String distribution() {
        return "tomcat-11";
    }

    @Override
    public HotRecipe recipe() {
        return new Tomcat();
    }
}
