package org.sluice.it;

import java.net.URI;

/** What a contract is run against: a server with the WAR deployed. */
interface Server {

    /** The address of the deployed application as Arquillian tells it: http, ending with a slash. */
    URI deployed();

    /** The address of an endpoint. */
    default URI at(String path) {
        return socketUri(deployed(), path);
    }

    /** The address of an endpoint of an application, whose own address is http, ending with a slash. */
    static URI socketUri(URI application, String path) {
        return URI.create(application.toString().replaceFirst("^http", "ws") + path);
    }
}
