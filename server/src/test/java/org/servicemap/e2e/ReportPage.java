package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;

/** Drives the page for reporting a problem as a person would. */
final class ReportPage {
    private final MapPage keys;
    private final Page page;

    ReportPage(MapPage on) {
        keys = on;
        page = on.page();
    }

    Page page() {
        return page;
    }

    MapPage keys() {
        return keys;
    }

    /** @param query what stands behind the question mark; empty for the bare page */
    ReportPage open(String query) {
        page.navigate(query.isEmpty() ? "/report" : "/report?" + query);
        page.waitForSelector("#category-button");
        return this;
    }

    ReportPage says(String text) {
        page.locator("#text").fill(text);
        return this;
    }

    ReportPage clickMiddleOfMap() {
        keys.clickMiddleOfMap();
        return this;
    }

    ReportPage leavesPhone(String number) {
        page.locator("#phone").fill(number);
        return this;
    }

    ReportPage staysAnonymous() {
        page.locator("#anonymous").press("Space"); // a key: what arrives above it moves it under a pointer
        assertThat(page.locator("#anonymous")).isChecked();
        return this;
    }

    ReportPage submit() {
        page.locator("#submit").click();
        return this;
    }

    /** Where, beside the map: {@code point}, {@code area}, {@code citywide}, {@code none}. */
    Locator wayToSayWhere(String mode) {
        return page.locator("input[name=where][value=" + mode + "]");
    }

    Locator place() {
        return page.locator("#place b");
    }

    Locator handling() {
        return page.locator(".handling");
    }

    Locator error(String field) {
        return page.locator("#" + field + "-error");
    }

    Locator number() {
        return page.locator("#receipt-number");
    }

    Locator code() {
        return page.locator("#receipt-code");
    }

    /** Files something that goes straight to a unit, and follows the receipt's link. */
    FollowPage fileAndFollow() {
        open(Qingxi.INSIDE + "&category=CITY-WASTE")
                .says("垃圾桶满溢三天没人清")
                .staysAnonymous()
                .submit();
        page.locator(".receipt__next a").press("Enter"); // a key hits it wherever what arrives has moved it
        page.waitForSelector("#stage");
        return new FollowPage(page);
    }

    /** Everything that is sent to be filed from now on. */
    List<Request> filings() {
        List<Request> filings = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api/v1/requests")) {
                filings.add(request);
            }
        });
        return filings;
    }
}
