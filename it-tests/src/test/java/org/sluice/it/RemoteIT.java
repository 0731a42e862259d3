package org.sluice.it;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** All contracts against a server that runs already, whatever it is, with the WAR deployed. */
@EnabledIfSystemProperty(
        named = "server.uri",
        matches = "https?://.+/",
        disabledReason = "no running server was named by -Dserver.uri=http://host:port/context/")
class RemoteIT implements MessageContract, StreamContract, CloseContract, ErrorContract, OriginContract, PlainContract {

    @Override
    public URI deployed() {
        return URI.create(System.getProperty("server.uri"));
    }
}
