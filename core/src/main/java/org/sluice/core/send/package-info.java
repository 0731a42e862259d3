/** Outbound: one writer per connection, with a bounded queue in front of it. */
@NullMarked
package org.sluice.core.send;

import org.jspecify.annotations.NullMarked;
