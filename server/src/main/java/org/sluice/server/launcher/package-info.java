/**
 * The embedded launcher: serves annotated endpoints and WAR files without a container. It is not part of the WAR.
 */
@NullMarked
package org.sluice.server.launcher;

import org.jspecify.annotations.NullMarked;
