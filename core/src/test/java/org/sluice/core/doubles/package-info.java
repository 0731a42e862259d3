/** Recording doubles that the tests of all packages share. */
@NullMarked
package org.sluice.core.doubles;

import org.jspecify.annotations.NullMarked;
