package org.sluice.it;

import java.net.URI;
import java.util.UUID;

/** What a contract with endpoints of a user is run against: the test application, deployed beside the server's WAR. */
interface Application extends Quirky {

    /** The address of the test application as Arquillian tells it: http, ending with a slash. */
    URI application();

    /** The address of an endpoint of the test application. */
    default URI inApplication(String path) {
        return Server.socketUri(application(), path);
    }

    /** What the test application's endpoints saw under a key that no other test has. */
    default JournalReader newJournal() {
        return new JournalReader(inApplication("journal"), UUID.randomUUID().toString());
    }

    /** The server's end of a transfer under a key that no other test has. */
    default ServerTransfer newTransfer() {
        return new ServerTransfer(inApplication("transfers"), UUID.randomUUID().toString());
    }
}
