package org.sluice.it;

import java.net.URI;

/** What a contract is run against: a server with the WAR deployed. */
interface Server {

    /** The address of the deployed application as Arquillian tells it: http, ending with a slash. */
    URI deployed();

    /** The address of an endpoint. */
    default URI at(String path) {
        return URI.create(deployed().toString().replaceFirst("^http", "ws") + path);
    }
}
