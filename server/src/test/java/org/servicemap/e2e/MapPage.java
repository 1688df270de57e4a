package org.servicemap.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Drives the map page as a person would; knows its words in Chinese, the default. */
final class MapPage {
    private final Page page;

    MapPage(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    /** @param query what stands behind the question mark; empty for the bare page */
    MapPage open(String query) {
        page.navigate(query.isEmpty() ? "/" : "/?" + query);
        page.waitForSelector(
                ".map__view.leaflet-container",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        return this;
    }

    /** Waits until boundaries and names are drawn. */
    MapPage awaitMap() {
        page.waitForFunction(
                "() => ((labels) => labels?.complete === 'true' && labels.names !== '')(document.querySelector('.arealabels')?.dataset)");
        return this;
    }

    MapPage awaitChain() {
        page.waitForSelector(".chain__row");
        return this;
    }

    MapPage awaitUnit() {
        page.waitForSelector(".decision__unit");
        return this;
    }

    /** Whether the page itself can be scrolled: panes may, the page never. */
    boolean pageScrolls() {
        return (Boolean) page.evaluate("""
                () => (({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
                  scrollHeight > clientHeight || scrollWidth > clientWidth)(document.scrollingElement)""");
    }

    /** Names on the map, in the order of their importance. */
    List<String> namesOnMap() {
        awaitMap();
        String names = (String) page.evaluate("() => document.querySelector('.arealabels').dataset.names");
        return Arrays.asList(names.split("\\|"));
    }

    /** How many pixels of the drawn tiles are neither clear nor land: boundary lines. */
    int boundaryPixels() {
        awaitMap();
        return ((Number) page.evaluate("""
                () => [...document.querySelectorAll('canvas.areasheet')].reduce((sum, canvas) => {
                  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
                  copy.drawImage(canvas, 0, 0);
                  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
                  let dark = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 3] > 200 && data[i] < 180) dark++;
                  }
                  return sum + dark;
                }, 0)""")).intValue();
    }

    /** Clicks into the middle of the map, which is where {@code c=} of the address put its centre. */
    MapPage clickMiddleOfMap() {
        awaitMap();
        page.locator("#map").click();
        return this;
    }

    List<String> chainCodes() {
        awaitChain();
        return page.locator(".chain__code").allTextContents();
    }

    List<String> chainNames() {
        awaitChain();
        return page.locator(".chain__name b").allTextContents();
    }

    Locator search() {
        return page.locator("#search");
    }

    Locator suggestions() {
        return page.locator("#search-list [role=option]");
    }

    MapPage press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
        return this;
    }

    MapPage type(String text) {
        page.keyboard().insertText(text); // one event: no answers to half a word
        return this;
    }

    /** Goes on with Tab until an element has the focus, as one does without a mouse. */
    MapPage tabTo(String selector) {
        page.locator(selector).first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        for (int i = 0; i < 50; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement?.matches(s)", selector))) {
                return this;
            }
        }
        throw new AssertionError("Tab never reaches " + selector);
    }

    Locator categoryButton() {
        return page.locator("#category-button");
    }

    Locator unitName() {
        return page.locator(".decision__unit h3");
    }

    Locator explanation() {
        return page.locator(".decision__why");
    }

    Locator considered() {
        return page.locator(".considered summary");
    }

    Locator sides() {
        return page.locator(".side");
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    MapPage switchTo(String language) {
        page.locator("[data-language=" + language + "]:visible").click();
        page.waitForFunction("tag => document.documentElement.lang.startsWith(tag)", language);
        return this;
    }

    /** What the system prefers; the page follows at once. */
    MapPage systemColours(ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        return this;
    }

    /** Makes every answer under a path fail with a status. */
    MapPage breakAnswers(String glob, int status) {
        page.route(
                glob,
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Content-Type", "application/problem+json"))
                        .setBody("{\"code\":\"unavailable\",\"detail\":\"test\"}")));
        return this;
    }

    MapPage mend(String glob) {
        page.unroute(glob);
        return this;
    }

    String query() {
        return (String) page.evaluate("() => location.search");
    }
}
