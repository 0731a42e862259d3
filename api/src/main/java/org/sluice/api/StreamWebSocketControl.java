package org.sluice.api;

/** The options of a stream socket: those that all sockets have. */
public interface StreamWebSocketControl extends WebSocketControl<StreamWebSocketControl> {}
