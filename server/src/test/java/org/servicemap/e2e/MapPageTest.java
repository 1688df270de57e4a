package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;

/** Looking at the city, asking about a place, and linking to it. */
class MapPageTest extends E2eTest {
    @Test
    void opensWithBoundariesAndNamesDrawn() {
        MapPage map = desktop().open("");

        assertThat(map.namesOnMap()).contains("清溪区", "东桥街道", "西园街道", "柳河镇");
        assertThat(map.boundaryPixels()).isGreaterThan(1000);
    }

    @Test
    void onlyPanesScrollNeverThePage() {
        MapPage map = desktop();
        for (int[] size : new int[][] {{1440, 900}, {1024, 640}, {500, 900}}) {
            map.page().setViewportSize(size[0], size[1]);
            assertThat(map.open("").awaitMap().pageScrolls())
                    .as("home, %d px", size[0])
                    .isFalse();
            map.open(Qingxi.INSIDE + "&view=list&category=CITY-WASTE").awaitUnit();
            assertThat(map.pageScrolls()).as("place, %d px", size[0]).isFalse();
        }
    }

    @Test
    void drawsFinerLevelsOnlyFromTheirZoom() {
        MapPage map = desktop().open("c=116.4215,39.9072&z=17");

        assertThat(map.namesOnMap()).anyMatch(name -> name.startsWith("第 "));
        map.open("c=116.4215,39.9072&z=14");
        assertThat(map.namesOnMap()).noneMatch(name -> name.startsWith("第 "));
    }

    @Test
    void everyModuleOfTheFirstViewStandsInThePage() {
        MapPage map = desktop().open("");
        // in the moment in which the names stand: a little later the page fetches ahead
        Object unnamed = map.page().waitForFunction("""
                () => {
                  const labels = document.querySelector('.arealabels')?.dataset;
                  if (labels?.complete !== 'true' || labels.names === '') {
                    return null;
                  }
                  const named = new Set([...document.querySelectorAll('link[rel=modulepreload], script[src]')]
                    .map((element) => element.href || element.src));
                  return performance.getEntriesByType('resource').map((entry) => entry.name)
                    .filter((name) => name.endsWith('.js') && !named.has(name));
                }""").jsonValue();

        assertThat((List<?>) unnamed).isEmpty();
    }

    @Test
    void saysThatBoundariesAreInvented() {
        MapPage map = desktop().open("");

        assertThat(map.page().locator(".panel__notice")).containsText("虚构");
        assertThat(map.page().locator(".attrib")).containsText("示意");
    }

    @Test
    void answersAClickWithTheChainOfAreas() {
        MapPage map = desktop().open("c=116.4215,39.9072&z=16").clickMiddleOfMap();

        assertThat(map.chainCodes()).containsExactly("990101", "990101001", "990101001002", "99010100100204");
        assertThat(map.chainNames()).containsExactly("清溪区", "东桥街道", "钟楼社区居委会", "第 04 网格");
        assertThat(map.page().locator(".chain em").first()).containsText("距边界");
        assertThat(map.page().locator("#announcer")).hasText("清溪区 东桥街道 钟楼社区居委会 第 04 网格");
    }

    @Test
    void answersEnterOnTheFocusedMapForItsMiddle() {
        MapPage map = desktop().open("c=116.4215,39.9072&z=16").awaitMap().tabTo("#map");

        assertThat(map.page().locator(".cross")).isVisible();
        map.press("Enter");
        assertThat(map.chainCodes()).contains("99010100100204");
    }

    @Test
    void arrowKeysMoveTheMap() {
        MapPage map = desktop().open("c=116.4215,39.9072&z=16").awaitMap().tabTo("#map");
        String before = map.query();

        map.press("ArrowRight", "ArrowRight");
        map.page().waitForFunction("before => location.search !== before", before);
    }

    @Test
    void deepLinkRestoresPlaceCategoryLevelAndView() {
        MapPage map = desktop()
                .open(Qingxi.INSIDE + "&category=CITY-WASTE&level=community&z=16&lang=zh")
                .awaitUnit();

        assertThat(map.chainCodes()).contains("990101001002");
        assertThat(map.categoryButton()).containsText("垃圾堆放");
        assertThat(map.page().locator(".chain__row.is-on")).containsText("钟楼社区居委会");
        assertThat(map.page().locator(".levelswitch .is-on")).hasText("社区");
        assertThat(map.query()).contains("z=16");
    }

    @Test
    void backAndForwardWalkThroughPlaces() {
        MapPage map =
                desktop().open("c=116.4215,39.9072&z=16").clickMiddleOfMap().awaitChain();

        map.page().goBack();
        assertThat(map.page().locator(".intro h1")).isVisible();
        map.page().goForward();
        assertThat(map.chainCodes()).contains("99010100100204");
    }

    @Test
    void choosingALevelSelectsItsAreaOnTheMap() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&z=15").awaitChain();

        map.page().locator("[data-level=district]").click();
        assertThat(map.page().locator(".levelswitch .is-on")).hasText("区");
        assertThat(map.page().locator("path.m-sel")).hasCount(1);
        assertThat(map.query()).contains("level=district");
    }

    @Test
    void putsZonesOntoTheMap() {
        MapPage map = desktop().open("").awaitMap();

        map.button("图层").click();
        map.page().getByLabel("供热").check();
        assertThat(map.page().locator("path.m-over").first()).isAttached();
        assertThat(map.query()).contains("layers=heating_zone");
    }

    @Test
    void saysWhenAPlaceIsOutsideTheCity() {
        MapPage map = desktop().open(Qingxi.OUTSIDE);

        assertThat(map.page().locator(".panel .empty h2")).hasText("这里不在本市范围内");
    }

    @Test
    void saysWhatAnUncertainPlaceOutsideMayTouch() {
        MapPage map = desktop().open(Qingxi.OUTSIDE + "&accuracy=20000");

        assertThat(map.page().locator("#touched li").first()).containsText("清溪区");
        assertThat(map.page().locator("#touched-title").locator("xpath=..")).containsText("位置误差约");
        map.switchTo("en");
        assertThat(map.page().locator("#touched-title")).hasText("Areas it may lie in");
    }

    @Test
    void goesToTheExchangedPointWhenTheServerSeesIt() {
        String swapped = "\"point\":{\"lon\":39.9072,\"lat\":116.4215}";
        MapPage map = desktop();
        map.page()
                .route(
                        "**/api/v1/resolve?lon=116.52*",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody(route.fetch()
                                        .text()
                                        .replaceFirst("\"point\":\\{[^}]*}", swapped)
                                        .replace("\"swapped\":false", "\"swapped\":true"))));
        map.open(Qingxi.OUTSIDE);

        assertThat(map.page().locator(".note")).containsText("对调后的位置 39.90720, 116.42150 在本市范围内");
        map.page().locator("#swap").click();
        assertThat(map.chainCodes()).contains("99010100100204");
        assertThat(map.page().locator("#swap")).hasCount(0);
    }

    @Test
    void goesToTheExchangedPointOfALinkWhoseLatitudeCannotBe() {
        MapPage map = desktop().open("lon=39.9072&lat=116.4215&lang=en");

        assertThat(map.page().locator(".note")).containsText("Longitude and latitude are probably swapped");
        map.page().locator("#swap").click();
        assertThat(map.chainCodes()).contains("99010100100204");
        assertThat(map.query()).contains("lon=116.4215&lat=39.9072");
    }

    @Test
    void districtListOpensADistrict() {
        MapPage map = desktop().open("");

        map.page().locator(".arealist__row").first().click();
        assertThat(map.chainCodes()).contains("990101");
        assertThat(map.page().locator(".levelswitch .is-on")).hasText("区");
    }

    @Test
    void copiesALinkToTheState() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain();
        map.page().context().grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));

        map.button("分享").click();
        assertThat(map.page().locator("#share-embed"))
                .hasValue(java.util.regex.Pattern.compile("<iframe src=.*/embed\\?.*lon=116.4215.*"));
        assertThat(map.page().locator("#share-script"))
                .hasValue(java.util.regex.Pattern.compile("<script src=.*/embed\\.js\" data-view=\".*lon=116.4215.*"));
        map.button("复制链接").click();
        assertThat(map.page().locator(".toast")).hasText("已复制");
        assertThat((String) map.page().evaluate("() => navigator.clipboard.readText()"))
                .contains("lon=116.4215", "lat=39.9072");
    }

    /** The oracle is the server's exact inverse of the shift, and Mercator's formula. */
    @Test
    void tilesThatTheirProviderShiftsLineUpWithEverythingElse() {
        MapPage map = desktop();
        map.page().route("**/api/v1/city", route -> {
            String tiles =
                    "\"base_tiles\":{\"url\":\"/probe/{z}/{x}/{y}.svg\",\"attribution\":{},\"crs\":\"gcj02\",\"max_zoom\":18}";
            String city = route.fetch().text();
            assertThat(city).contains("\"base_tiles\":null");
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(city.replace("\"base_tiles\":null", tiles)));
        });
        map.page()
                .route(
                        "**/probe/**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("image/svg+xml")
                                .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='256' height='256'/>")));
        map.open("c=116.4215,39.9072&z=15");

        List<?> seen = (List<?>) map.page().locator("img.leaflet-tile").first().evaluate("""
                (tile) => {
                  const [x, y] = tile.src.match(/15\\/(\\d+)\\/(\\d+)/).slice(1).map(Number);
                  const middle = (e) => (({ left, top, width, height }) => [left + width / 2, top + height / 2])(e.getBoundingClientRect());
                  const [at, map] = [middle(tile), middle(document.getElementById('map'))];
                  return [x, y, at[0] - map[0], at[1] - map[1]];
                }""");

        double tiles = Math.pow(2, 15);
        double lon = (number(seen, 0) + 0.5) / tiles * 360 - 180;
        double lat = Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * (number(seen, 1) + 0.5) / tiles))));
        LonLat real = Crs.parse("gcj02").toWgs84(lon, lat);
        assertThat(number(seen, 2)).isCloseTo(pixelX(real.lon()) - pixelX(116.4215), within(2.0));
        assertThat(number(seen, 3)).isCloseTo(pixelY(real.lat()) - pixelY(39.9072), within(2.0));
    }

    private static double number(List<?> list, int at) {
        return ((Number) list.get(at)).doubleValue();
    }

    /** At zoom 15, eastwards. */
    private static double pixelX(double lon) {
        return (lon + 180) / 360 * 256 * Math.pow(2, 15);
    }

    /** At zoom 15, southwards. */
    private static double pixelY(double lat) {
        double sine = Math.sin(Math.toRadians(lat));
        return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 256 * Math.pow(2, 15);
    }

    @Test
    void onPaperTheMapStandsAboveWhatThePanelSays() {
        Page page = desktop().open(Qingxi.INSIDE).awaitChain().awaitMap().page();

        page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))");
        page.setViewportSize(718, 1000); // of A4 with its margins
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        Locator map = page.locator(".map");
        assertThat(map).isVisible();
        assertThat(page.locator(".chain")).isVisible();
        assertThat(page.locator(".attrib")).isVisible();
        assertThat(page.locator("#layers-button")).isHidden();
        assertThat(page.locator(".topbar")).isHidden();
        assertThat(map.boundingBox().y).isLessThan(page.locator(".panel").boundingBox().y);
        assertThat(
                        (Boolean)
                                page.locator(".attrib")
                                        .evaluate(
                                                "line => Math.abs(line.getBoundingClientRect().bottom - line.parentElement.getBoundingClientRect().bottom) < 2"))
                .as("whose map it is stands at its foot")
                .isTrue();
        page.evaluate("() => window.dispatchEvent(new Event('afterprint'))");
        assertThat(map).isHidden();
    }
}
