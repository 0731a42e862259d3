/** CDI around callbacks, where there is CDI. The only package that names it. */
@NullMarked
package org.sluice.core.cdi;

import org.jspecify.annotations.NullMarked;
