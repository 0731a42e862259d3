package org.sluice.it;

/** What a container does by itself, before anything reaches our code, so that a rule cannot be kept there. The table shows the reason. */
enum Quirk {
    TEXT_BY_FRAMES(
            "Open Liberty decodes each frame of a text on its own, and closes with 1007 where a frame cuts a character (RFC 6455, 5.6, allows it)"),
    NO_CUT("Open Liberty keeps the TCP connection of a closed session until the peer answers or goes"),
    MIXES_UP_REQUESTS(
            "GlassFish uses the request of a connection again that both ends close at once, so that another's handshake gets 500 or nothing, or its connection a close with 1000"),
    HOLDS_A_THREAD("nothing stops this container's reading but to hold its thread"),
    PATHS_AS_SENT("Jetty answers 400 to %25 in a path, and gives path parameters beyond ASCII as they were sent");

    private final String reason;

    Quirk(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
