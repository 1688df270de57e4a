package org.servicemap.e2e;

import com.microsoft.playwright.Page;

/** Pages lead the keyboard to a step's title two frames after they show it; a key that is pressed meanwhile would go there. */
final class Frames {
    private Frames() {}

    /** Returns when the frames in which the page may still move the focus are over. */
    static void pass(Page page) {
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
                + " requestAnimationFrame(() => done()))))");
    }
}
