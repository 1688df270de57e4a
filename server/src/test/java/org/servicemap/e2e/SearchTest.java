package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Finding a place by words or numbers, with the keyboard alone. */
class SearchTest extends E2eTest {
    @Test
    void findsAnAreaByNameWithTheKeyboard() {
        MapPage map = desktop().open("").tabTo("#search").type("西园街道");

        assertThat(map.suggestions().first()).containsText("西园街道");
        map.press("ArrowDown");
        assertThat(map.search()).hasAttribute("aria-activedescendant", "search-0");
        map.press("Enter");
        assertThat(map.chainCodes()).contains("990101002");
        assertThat(map.page().locator(".levelswitch .is-on")).hasText("街道");
    }

    @Test
    void findsACoordinateInEitherOrder() {
        MapPage map = desktop().open("").tabTo("#search").type("39.9072, 116.4215");

        assertThat(map.suggestions()).hasCount(1);
        map.press("Enter");
        assertThat(map.chainCodes()).contains("99010100100204");

        map.search().fill("116.4104 39.9000");
        map.press("Enter");
        assertThat(map.page().locator(".phead .num")).hasText("39.90000, 116.41040");
    }

    @Test
    void findsAPlaceInItsGroupAndShowsItsName() {
        MapPage map = desktop().open("").tabTo("#search").type("钟楼社区服务站");

        assertThat(map.suggestions().first()).containsText("钟楼社区服务站");
        assertThat(map.page().locator("#search-list [role=group]").first()).containsText("地点");
        assertThat(map.page().locator(".search [role=status]")).containsText("条结果");
        map.press("Enter");
        assertThat(map.page().locator(".phead h1")).hasText("钟楼社区服务站");
    }

    @Test
    void aMatterLeadsToThePlacesWhereItIsDone() {
        MapPage map = desktop().open("").tabTo("#search").type("办身份证");

        assertThat(map.suggestions().first()).containsText("居民身份证申领");
        map.press("Enter");
        assertThat(map.page().locator("#places .placerow")).hasCount(2);
        assertThat(map.page().locator("#places .placerow").first()).containsText("派出所");
        assertThat(map.query()).contains("matter=id_card");
    }

    /** What is listed while a new text is typed answers the old one; Enter must not take it. */
    @Test
    void enterAtOnceTakesWhatTheTextMeans() {
        MapPage map = desktop().open("").tabTo("#search").type("柳河镇");
        assertThat(map.suggestions().first()).containsText("柳河镇");

        map.search().fill("西园街道");
        map.press("Enter");
        assertThat(map.chainCodes()).contains("990101002");
    }

    @Test
    void escapeClosesTheListAndKeepsTheText() {
        MapPage map = desktop().open("").tabTo("#search").type("街道");
        assertThat(map.suggestions().first()).isVisible();

        map.press("Escape");
        assertThat(map.search()).hasAttribute("aria-expanded", "false");
        assertThat(map.search()).hasValue("街道");
    }

    @Test
    void saysWhenNothingIsFound() {
        MapPage map = desktop().open("").tabTo("#search").type("没有这个地方啊");

        assertThat(map.page().locator(".menu__none")).containsText("没有找到");
    }
}
