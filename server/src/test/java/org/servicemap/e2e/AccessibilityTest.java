package org.servicemap.e2e;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** axe with all its rules on every state of the page in Chinese, in both themes; all but the colours again in English. */
class AccessibilityTest extends E2eTest {
    enum State {
        HOME(false, "", MapPage::awaitMap),
        PLACE(false, Qingxi.INSIDE, MapPage::awaitChain),
        DECISION(false, Qingxi.INSIDE + "&category=CITY-WASTE", map -> {
            map.awaitUnit().considered().click();
            map.page().locator(".ov summary").first().click();
        }),
        AMBIGUOUS(false, Qingxi.AT_BORDER + "&category=CITY-WASTE", map -> {
            map.awaitUnit().page().waitForSelector("path.m-disc__border", attached());
        }),
        CATEGORIES(false, Qingxi.INSIDE, map -> {
            map.awaitChain().categoryButton().click();
            map.page().locator("[role=treeitem]").first().click();
        }),
        SEARCHING(false, "", map -> {
            map.search().fill("990101");
            map.search().fill("39.9, 116.42");
            map.press("ArrowDown");
        }),
        MAP_FOCUSED(false, Qingxi.INSIDE, map -> map.awaitChain().tabTo("#map")),
        OUTSIDE(false, Qingxi.OUTSIDE, map -> map.page().waitForSelector(".panel .empty")),
        PHONE_MAP(
                true, Qingxi.INSIDE + "&category=CITY-WASTE", map -> map.page().waitForSelector(".sheet__unit")),
        PHONE_LIST(true, Qingxi.AT_BORDER + "&category=CITY-WASTE&view=list", MapPage::awaitUnit),
        PHONE_HOME(true, "", MapPage::awaitMap);

        private final boolean phone;
        private final String query;
        private final Consumer<MapPage> prepare;

        State(boolean phone, String query, Consumer<MapPage> prepare) {
            this.phone = phone;
            this.query = query;
            this.prepare = prepare;
        }

        private static com.microsoft.playwright.Page.WaitForSelectorOptions attached() {
            return new com.microsoft.playwright.Page.WaitForSelectorOptions()
                    .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void axeFindsNothing(State state) {
        MapPage map = state.phone ? phone() : desktop();
        for (String language : List.of("zh", "en")) {
            map.open(state.query + (state.query.isEmpty() ? "" : "&") + "lang=" + language);
            state.prepare.accept(map);
            Axe.findsNothing(map.page(), state.name(), language);
        }
    }
}
