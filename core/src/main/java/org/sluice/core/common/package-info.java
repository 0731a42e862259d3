/** What the other packages of this module share: time, text, failures and threads. */
@NullMarked
package org.sluice.core.common;

import org.jspecify.annotations.NullMarked;
