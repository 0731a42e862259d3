package org.sluice.samples.demo;

/** What the demo does, in this order. */
enum Exercise {
    TEXT("text messages, echoed"),
    BINARY("binary messages, echoed"),
    JSON("JSON messages, echoed"),
    UP("stream, client to server"),
    DOWN("stream, server to client");

    private final String title;

    Exercise(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
