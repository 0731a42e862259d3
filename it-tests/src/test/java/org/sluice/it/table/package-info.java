/** The table of contracts and containers: collected while the tests run, written when they have. */
@NullMarked
package org.sluice.it.table;

import org.jspecify.annotations.NullMarked;
