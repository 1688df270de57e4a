package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One pane at a time, a switch at the foot, a sheet over the map. */
class PhoneTest extends E2eTest {
    @Test
    void showsTheAnswerInASheetAndLeadsToTheDetails() {
        MapPage map = phone().open("c=116.4215,39.9072&z=16").clickMiddleOfMap();

        assertThat(map.page().locator(".sheet h2")).hasText("东桥街道 钟楼社区居委会");
        map.button("看详情和负责单位").tap();
        assertThat(map.page().locator(".chain")).isVisible();
        assertThat(map.page().locator("#map")).isHidden();
        assertThat(map.query()).contains("view=list");
    }

    @Test
    void howeverLongItIsTheAttributionLiesOnNoLegend() {
        MapPage map = phone().open("matter=social_card&view=map").awaitMap();
        assertThat(map.page().locator(".soonlegend")).isVisible();

        assertThat((Boolean) map.page().evaluate("""
                        () => {
                          const note = document.querySelector('.attrib');
                          note.append(' © a provider of maps, its licence and a review number'.repeat(6));
                          const [one, other] = [note, document.querySelector('.soonlegend')].map((each) => each.getBoundingClientRect());
                          return one.height > 50 && (one.bottom <= other.top || one.top >= other.bottom);
                        }""")).isTrue();
    }

    @Test
    void switchesBetweenListAndMap() {
        MapPage map = phone().open(Qingxi.INSIDE + "&view=list").awaitChain();

        map.page().locator(".bottomnav button").nth(1).tap();
        assertThat(map.page().locator("#map")).isVisible();
        assertThat(map.page().locator(".panel")).isHidden();
        map.page().goBack();
        assertThat(map.page().locator(".panel")).isVisible();
    }

    @Test
    void everyTargetIsAtLeast44PixelsHigh() {
        for (String query :
                new String[] {"", "view=list", Qingxi.INSIDE, Qingxi.INSIDE + "&view=list&category=CITY-WASTE"}) {
            MapPage map = phone().open(query);
            map.page().waitForTimeout(600);
            Object small = map.page().evaluate("""
                    () => [...document.querySelectorAll('button, a[href], summary, [role=treeitem], label:has(input)')]
                      .filter((e) => e.checkVisibility() && !e.matches('.skip'))
                      .map((e) => [e.className || e.textContent.trim(), Math.round(e.getBoundingClientRect().height)])
                      .filter(([, height]) => height < 44)
                      .map(String)""");
            assertThat((java.util.List<?>) small)
                    .as("small targets of ?" + query)
                    .isEmpty();
        }
    }

    @Test
    void nothingIsWiderThanTheScreen() {
        MapPage map = phone().open(Qingxi.AT_BORDER + "&view=list&category=CITY-WASTE&lang=en")
                .awaitUnit();

        assertThat(map.pageScrolls()).isFalse();
        assertThat((Boolean)
                        map.page().evaluate("() => document.querySelector('.panel__body').scrollWidth <= innerWidth"))
                .isTrue();
    }
}
