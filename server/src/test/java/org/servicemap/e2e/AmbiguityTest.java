package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A position that errs, near a border. */
class AmbiguityTest extends E2eTest {
    @Test
    void showsTheSharesOfBothSides() {
        MapPage map = desktop().open(Qingxi.AT_BORDER).awaitChain();

        assertThat(map.sides()).hasCount(2);
        assertThat(map.sides().first()).containsText("东桥街道");
        assertThat(map.sides().nth(1)).containsText("西园街道");
        assertThat(map.page()
                        .locator(".chain em", new com.microsoft.playwright.Page.LocatorOptions().setHasText("很可能"))
                        .first())
                .isVisible();
    }

    @Test
    void drawsTheCircleCutByTheBorder() {
        MapPage map = desktop().open(Qingxi.AT_BORDER).awaitChain();

        assertThat(map.page().locator("path.m-disc__part")).hasCount(2);
        assertThat(map.page().locator("path.m-disc__border").first()).isAttached();
        assertThat(map.page().locator(".mapnote .share")).hasCount(2);
    }

    @Test
    void choosingTheOtherSideChangesAreasAndUnit() {
        MapPage map = desktop().open(Qingxi.AT_BORDER + "&category=CITY-WASTE").awaitUnit();
        assertThat(map.unitName()).hasText("东桥街道办事处");
        assertThat(map.page().locator(".decision .badge").first()).hasText("随选择");

        map.sides().nth(1).click();
        assertThat(map.unitName()).hasText("西园街道办事处");
        Locator codes = map.page().locator(".chain__code");
        assertThat(codes.filter(new Locator.FilterOptions().setHasText(Pattern.compile("^990101002$"))))
                .hasCount(1);
        assertThat(map.query()).contains("side=990101002");
    }

    @Test
    void locatingUsesTheDevicesAccuracy() {
        MapPage map = desktopAt(Qingxi.BORDER_LON, Qingxi.BORDER_LAT, 45).open("");

        map.page().locator(".intro .btn").click();
        assertThat(map.sides()).hasCount(2);
        assertThat(map.query()).contains("accuracy=45");
        assertThat(map.page().locator(".me")).isAttached();
    }
}
