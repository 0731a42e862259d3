/**
 * An Arquillian container that is a server process of its own: any server that takes a WAR from a folder, described by a
 * {@link org.sluice.it.container.Recipe}, started with the WARs of the tests and stopped without a trace.
 */
@NullMarked
package org.sluice.it.container;

import org.jspecify.annotations.NullMarked;
