package org.sluice.it.container;

import org.junit.jupiter.api.Tag;

/** Redeployments on Tomcat 11. */
@Tag("tomcat-11")
class RedeployTomcat11IT implements RedeployContract {

    @Override
    public String distribution() {
        return "tomcat-11";
    }

    @Override
    public HotRecipe recipe() {
        return new Tomcat();
    }
}
