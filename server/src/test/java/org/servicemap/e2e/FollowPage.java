package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Drives the page for following a request as a petitioner would. */
final class FollowPage {
    private final Page page;

    FollowPage(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    FollowPage open() {
        page.navigate("/follow");
        page.waitForSelector("#look");
        return this;
    }

    FollowPage look(String number, String code) {
        page.locator("#number").fill(number);
        page.locator("#code").fill(code);
        page.locator("#look").click();
        return this;
    }

    Locator stage() {
        return page.locator("#stage");
    }

    Locator steps() {
        return page.locator(".timeline li");
    }

    FollowPage choose(String action) {
        page.locator("[data-action=" + action + "]").click();
        assertThat(page.locator("#form-" + action)).isFocused(); // else what is typed at once is lost
        return this;
    }

    FollowPage send(String action) {
        page.locator("[data-submit=" + action + "]").click();
        return this;
    }

    FollowPage answer(String question, String value) {
        page.locator("input[name=" + question + "][value=" + value + "]").check();
        return this;
    }
}
