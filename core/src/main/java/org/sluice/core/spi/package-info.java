/** What an engine provides. */
@NullMarked
package org.sluice.core.spi;

import org.jspecify.annotations.NullMarked;
