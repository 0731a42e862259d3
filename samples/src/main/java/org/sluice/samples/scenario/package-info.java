/** The scenarios of the model's sample application, in Java; see {@code docs/porting-from-uwp.md}. */
@NullMarked
package org.sluice.samples.scenario;

import org.jspecify.annotations.NullMarked;
