package org.sluice.it.browser;

/** Chromium against the direct port. */
class BrowserIT extends BrowserContract {

    BrowserIT() {
        super("auto");
    }
}
