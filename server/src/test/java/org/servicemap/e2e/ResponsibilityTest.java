package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who must act, and why. */
class ResponsibilityTest extends E2eTest {
    @Test
    void showsTheUnitOfACategoryWithItsReason() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain();

        map.categoryButton().click();
        map.page().locator("#category-words").fill("垃圾");
        map.page().locator("#category-CITY-WASTE").click();
        assertThat(map.unitName()).hasText("东桥街道办事处");
        assertThat(map.explanation()).not().hasText("");
        assertThat(map.query()).contains("category=CITY-WASTE");
    }

    @Test
    void categoryTreeWorksByKeyboard() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain().tabTo("#category-button");

        map.press("Enter");
        assertThat(map.page().locator("#category-words")).isFocused();
        assertThat(map.page().locator("#category-UTIL")).isVisible();
        map.press("ArrowDown");
        assertThat(map.page().locator("#category-UTIL")).isFocused();
        map.press("ArrowDown", "ArrowRight");
        assertThat(map.page().locator("#category-CITY")).hasAttribute("aria-expanded", "true");
        map.press("ArrowRight");
        assertThat(map.page().locator("#category-CITY-WASTE")).isFocused();
        map.press("Enter");
        assertThat(map.unitName()).hasText("东桥街道办事处");
        assertThat(map.categoryButton()).isFocused();
    }

    @Test
    void listsTheRulesThatLostAndWhy() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&category=HOUS-LIFT").awaitUnit();

        map.considered().click();
        assertThat(map.page().locator(".considered li").first()).isVisible();
        assertThat(map.page().locator(".considered .is-won")).hasCount(1);
        assertThat(map.page().locator(".considered li:not(.is-won) small").first())
                .not()
                .hasText("");
    }

    @Test
    void namesTheChannelOfWhatIsNotDispatched() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&category=SAFE-CRIME").awaitUnit();

        assertThat(map.unitName()).hasText("紧急警务、急救、消防");
        assertThat(map.page().locator(".decision__unit")).containsText("不派单");
    }

    @Test
    void overviewNamesAUnitForEveryFieldAndLeadsToItsDecision() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain();

        map.page()
                .locator(".ov", new com.microsoft.playwright.Page.LocatorOptions().setHasText("东桥街道办事处"))
                .first()
                .locator("summary")
                .click();
        map.page().locator(".ov[open] .chip").first().click();
        assertThat(map.unitName()).hasText("东桥街道办事处");
    }

    @Test
    void explainsInTheReadersLanguage() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&category=CITY-WASTE").awaitUnit();
        String chinese = map.explanation().textContent();

        map.switchTo("en");
        assertThat(map.unitName()).hasText("Dongqiao Sub-district Office");
        assertThat(map.explanation().textContent()).isNotEqualTo(chinese).containsPattern("[A-Za-z]{4}");
    }
}
