/** The demo: a server and a client with small heaps exchange messages and large streams, and check what arrives. */
@NullMarked
package org.sluice.samples.demo;

import org.jspecify.annotations.NullMarked;
