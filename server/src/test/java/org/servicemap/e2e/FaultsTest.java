package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees when something does not work, and that trying again works. */
class FaultsTest extends E2eTest {
    @BeforeEach
    void faultsAreMeant() {
        expectFaults();
    }

    @Test
    void aFailedLookUpSaysSoAndCanBeTriedAgain() {
        MapPage map = desktop().breakAnswers("**/api/v1/resolve?*", 503).open(Qingxi.INSIDE);

        assertThat(map.page().locator(".panel [role=alert] h2")).hasText("读取失败");
        map.mend("**/api/v1/resolve?*");
        map.page().locator(".panel [role=alert] .btn").click();
        assertThat(map.chainCodes()).contains("99010100100204");
    }

    @Test
    void aFailedDecisionLeavesTheChainStanding() {
        MapPage map = desktop()
                .breakAnswers("**/api/v1/route?*", 500)
                .open(Qingxi.INSIDE + "&category=CITY-WASTE")
                .awaitChain();

        assertThat(map.page().locator(".panel [role=alert]")).isVisible();
        assertThat(map.chainCodes()).contains("990101001");
        map.mend("**/api/v1/route?*");
        map.page().locator(".panel [role=alert] .btn").click();
        assertThat(map.unitName()).hasText("东桥街道办事处");
    }

    @Test
    void missingTilesAreToldAndComeBack() {
        MapPage map = desktop().breakAnswers("**/api/v1/tiles/**", 503).open("");

        assertThat(map.page().locator(".maperror")).containsText("部分地图没有读到");
        map.mend("**/api/v1/tiles/**");
        map.page().locator(".maperror .btn").click();
        assertThat(map.namesOnMap()).contains("东桥街道");
        assertThat(map.page().locator(".maperror")).hasCount(0);
    }

    @Test
    void aServerThatIsAwayAtTheStartIsTold() {
        MapPage map = desktop().breakAnswers("**/api/v1/city", 503);

        map.page().navigate("/");
        assertThat(map.page().locator("[role=alert] h2")).hasText("读取失败");
    }

    @Test
    void noNetworkIsACalmStrip() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain();

        map.page().context().setOffline(true);
        assertThat(map.page().locator(".offline")).containsText("没有网络");
        assertThat(map.chainCodes()).contains("990101001");
        map.page().context().setOffline(false);
        assertThat(map.page().locator(".offline")).hasCount(0);
    }
}
