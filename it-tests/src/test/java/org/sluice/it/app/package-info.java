/** A user's own application, as it would stand in a project of its own. */
package org.sluice.it.app;
