/** The threads of the selectors, which lend themselves to callbacks and are relieved where one blocks. */
@NullMarked
package org.sluice.grizzly.selector;

import org.jspecify.annotations.NullMarked;
