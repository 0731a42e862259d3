/** Stands in for Tyrus in a servlet container. */
package org.glassfish.tyrus.servlet;
