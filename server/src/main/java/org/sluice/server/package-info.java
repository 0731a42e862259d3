/** Annotated endpoints, the same in the WAR and on the embedded launcher. */
@NullMarked
package org.sluice.server;

import org.jspecify.annotations.NullMarked;
