/** What an application is configured with, where it may be said, and what it may be; no thread, container or socket. */
@NullMarked
package org.sluice.core.config;

import org.jspecify.annotations.NullMarked;
