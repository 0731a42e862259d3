/** Small complete programs, one for each use: read one, copy it, change it. */
@NullMarked
package org.sluice.samples;

import org.jspecify.annotations.NullMarked;
