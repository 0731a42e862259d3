package org.sluice.it.container;

import java.io.IOException;
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

    /**
     * A new thread of its pool for requests ("default task-N") takes the context class loader of whichever thread had work for it, an
     * application's for instance, and keeps it while it is idle. In heap dumps nothing else held a copy. So there are at most as many as
     * threads, however often the application is deployed: of 5 redeployments one was left, of 15 two, of 50 two or three.
     */
    @Override
    public int keptBy(HotServer server) throws IOException {
        return server.threads("default task-").size();
    }
}
