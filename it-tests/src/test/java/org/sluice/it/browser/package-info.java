/** The browser side of flow control, server/src/main/resources/org/sluice/server/sluice.js, in a real browser. */
package org.sluice.it.browser;
