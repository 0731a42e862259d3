package org.glassfish.tyrus.servlet;

/** Stands for Tyrus's container, which is known by the package of its class. */
public final class Container {}
