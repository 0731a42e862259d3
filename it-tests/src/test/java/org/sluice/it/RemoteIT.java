package org.sluice.it;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** All contracts against a server that runs already, whatever it is, with the WAR deployed. */
@EnabledIfSystemProperty(
        named = "server.uri",
        matches = "https?://.+/",
        disabledReason = "no running server was named by -Dserver.uri=http://host:port/context/")
class RemoteIT implements AllContracts {

    @Override
    public URI deployed() {
        return URI.create(System.getProperty("server.uri"));
    }

    @Override
    public URI application() {
        String uri = System.getProperty("application.uri");
        assumeThat(uri)
                .as("-Dapplication.uri=http://host:port/context/, of the test application")
                .isNotNull();
        return URI.create(uri);
    }
}
