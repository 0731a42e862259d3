/** Jakarta JSON Binding for endpoints and sockets. */
@NullMarked
package org.sluice.core.json;

import org.jspecify.annotations.NullMarked;
