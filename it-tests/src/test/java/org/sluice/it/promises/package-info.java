/** The report of the promises: which tests prove which promise. */
@NullMarked
package org.sluice.it.promises;

import org.jspecify.annotations.NullMarked;
