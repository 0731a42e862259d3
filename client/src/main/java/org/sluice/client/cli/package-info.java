/** The client's command line: talk to a message endpoint, and copy files to and from stream endpoints. */
@NullMarked
package org.sluice.client.cli;

import org.jspecify.annotations.NullMarked;
