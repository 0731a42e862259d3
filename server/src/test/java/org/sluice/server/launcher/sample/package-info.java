/** Classes that tests pack into WARs. */
package org.sluice.server.launcher.sample;
