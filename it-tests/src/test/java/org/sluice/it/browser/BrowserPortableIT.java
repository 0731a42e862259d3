package org.sluice.it.browser;

/** Chromium against the portable port. */
class BrowserPortableIT extends BrowserContract {

    BrowserPortableIT() {
        super("portable");
    }
}
