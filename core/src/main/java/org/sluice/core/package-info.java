/** Base classes with which users write their own annotated endpoints. */
@NullMarked
package org.sluice.core;

import org.jspecify.annotations.NullMarked;
