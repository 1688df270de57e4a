package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.SelectOption;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Places on the citizens' map: marks, list, conditions, one place, corrections. */
class PlacesOnMapTest extends E2eTest {
    private static final String LIST = Qingxi.INSIDE + "&panel=places";

    private static final String PIXELS = """
            () => [...document.querySelectorAll('.placesheet')].reduce((sum, canvas) => {
              const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
              copy.drawImage(canvas, 0, 0);
              const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
              let drawn = 0;
              for (let i = 3; i < data.length; i += 4) {
                if (data[i] > 200) drawn++;
              }
              return sum + drawn;
            }, 0)""";

    /** How many pixels of the places' canvases are drawn, when all their tiles are. */
    private static int placePixels(Page page) {
        page.waitForFunction("""
                () => document.querySelector('.placesheet') && [...document.querySelectorAll('.placetile')]
                  .every((tile) => tile.classList.contains('leaflet-tile-loaded'))""");
        return ((Number) page.evaluate(PIXELS)).intValue();
    }

    /**
     * Of what is on the screen when all is drawn: how many pixels are of marks (not of their halos, which one sees through), how many of
     * names, and how many of both.
     */
    private static final String MARKS_NAMES_BOTH = """
            () => {
              const labels = document.querySelector('.arealabels');
              const tiles = [...document.querySelectorAll('.placetile')];
              if (labels?.dataset.complete !== 'true' || !document.querySelector('.placesheet')
                || !tiles.every((tile) => tile.classList.contains('leaflet-tile-loaded'))) {
                return null;
              }
              const pixelsOf = (canvas) => {
                const { width, height } = canvas;
                const copy = new OffscreenCanvas(width, height).getContext('2d');
                copy.drawImage(canvas, 0, 0);
                return { width, height, data: copy.getImageData(0, 0, width, height).data, box: canvas.getBoundingClientRect() };
              };
              const names = pixelsOf(labels);
              const ratio = names.width / names.box.width;
              let [marks, both, named] = [0, 0, 0];
              for (let i = 3; i < names.data.length; i += 4) {
                if (names.data[i] > 128) named++;
              }
              for (const sheet of [...document.querySelectorAll('.placesheet')].map(pixelsOf)) {
                const [dx, dy] = [(sheet.box.left - names.box.left) * ratio, (sheet.box.top - names.box.top) * ratio].map(Math.round);
                for (let i = 3; i < sheet.data.length; i += 4) {
                  if (sheet.data[i] > 200) {
                    marks++;
                    const x = ((i - 3) / 4) % sheet.width + dx;
                    const y = Math.floor((i - 3) / 4 / sheet.width) + dy;
                    if (x >= 0 && y >= 0 && x < names.width && y < names.height && names.data[4 * (y * names.width + x) + 3] > 128) both++;
                  }
                }
              }
              return [marks, named, both];
            }""";

    private static Locator rows(MapPage map) {
        return map.page().locator("#places .placerow");
    }

    @Test
    void aConditionHoldsForListCountAndMapAlike() {
        MapPage map = desktop().open(LIST).awaitMap();
        assertThat(rows(map)).hasCount(20);
        int all = placePixels(map.page());

        map.page().locator("#filter-button").click();
        map.page().locator("[data-kind=health]").click();
        assertThat(map.page().locator("#filter-show")).hasText("查看 6 处");
        map.page().locator("#filter-show").click();

        assertThat(rows(map)).hasCount(6);
        assertThat(map.page().locator("#list-count")).containsText("6 处地点");
        assertThat(map.query()).contains("kind=health", "panel=places");
        assertThat(map.page().locator("[data-download=csv]"))
                .hasAttribute("href", "/api/v1/places.csv?category=health");
        // the former drawing stays until the answer comes
        map.page().waitForFunction("(all) => ((drawn) => drawn > 0 && drawn < all)((" + PIXELS + ")())", all);
    }

    @Test
    void namesOfAreasLieBesideMarksNeverOnThem() {
        for (MapPage map : List.of(desktop(), phone())) {
            for (String view : List.of("", "z=12", "lang=en&z=12")) {
                map.open(view);
                List<?> pixels =
                        (List<?>) map.page().waitForFunction(MARKS_NAMES_BOTH).jsonValue();
                assertThat((Integer) pixels.get(0)).as("of marks, ?%s", view).isGreaterThan(500);
                assertThat((Integer) pixels.get(1)).as("of names, ?%s", view).isGreaterThan(200);
                assertThat((Integer) pixels.get(2)).as("of both, ?%s", view).isZero();
                if (view.isEmpty()) {
                    assertThat(map.namesOnMap()).contains("清溪区", "东桥街道", "西园街道", "柳河镇");
                }
            }
        }
    }

    @Test
    void whoIsInChargeComesFirstAndIsMarked() {
        MapPage map = desktop().open(LIST);

        assertThat(rows(map).first()).containsText("东桥街道便民服务中心");
        assertThat(rows(map).first()).containsText("主管您的位置");
        assertThat(rows(map).last()).not().containsText("主管您的位置");
    }

    @Test
    void whereOnlyWhatIsOpenIsShownCountsAndMapFollow() {
        MapPage map = desktop();
        AtomicBoolean closed = new AtomicBoolean();
        map.page()
                .route(
                        "**/api/v1/places/counts**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"items\":[{\"category\":\"health\",\"places\":" + (closed.get() ? 4 : 5)
                                        + "}]}")));
        map.page().clock().install();
        map.open(LIST + "&open=1").awaitMap();
        assertThat(map.page().locator("#list-count")).containsText("5 处");
        map.page().waitForFunction("""
                () => document.querySelector('.placetile') && [...document.querySelectorAll('.placetile')]
                  .every((tile) => tile.classList.contains('leaflet-tile-loaded'))""");

        map.page().waitForRequest(request -> request.url().contains("/places/tiles/"), () -> {
            closed.set(true);
            map.page().clock().fastForward(61_000);
        });

        assertThat(map.page().locator("#list-count")).containsText("4 处");
    }

    /** It is the 32nd by distance, and the list begins with twenty. */
    @Test
    void whoIsInChargeComesFirstHoweverFarIfItPassesTheConditions() {
        MapPage map = desktop();
        map.page()
                .route(
                        "**/api/v1/places/responsible**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("""
                        {"status": "inside", "ambiguous": false, "areas": [], "duties": [{"duty": "police_station",
                         "category": "police_station", "name": {"zh": "派出所"}, "places": [{"place": {"code": "kindergarten-3"},
                         "why": "in_charge", "by": null, "reason": {"zh": "因此"}, "sure": true}]},
                         {"duty": "service_centre", "category": "subdistrict_centre", "name": {"zh": "便民中心"}, "places": [{"place":
                         {"code": "hall-990101001"}, "why": "in_charge", "by": null, "reason": {"zh": "也许"}, "sure": false}]}]}""")));

        map.open(LIST);

        assertThat(rows(map).first()).containsText("柳河幼儿园");
        assertThat(rows(map).first()).containsText("主管您的位置");
        assertThat(rows(map).nth(1)).containsText("东桥街道便民服务中心");
        assertThat(rows(map).nth(1)).containsText("随选择");
        assertThat(rows(map).nth(1)).not().containsText("主管您的位置");
        assertThat(rows(map)).hasCount(21);
        map.open(LIST + "&kind=health");
        assertThat(rows(map)).hasCount(6);
        assertThat(map.page().locator("#places")).not().containsText("主管您的位置");
    }

    private static final String WORDS_OF_OPENING = """
            async () => {
              const { openLanguage } = await import('/web/core/language-choice.js');
              const { openWords, isPast } = await import('/web/components/open-state.js');
              await openLanguage('zh');
              const at = (text) => new Date(`2026-03-${text}:00+08:00`);
              const open = { now: true, closes_at: '2026-03-04T17:00:00+08:00', closes_in_minutes: 61 };
              const closed = (day) => openWords({ now: false, opens_at: `2026-03-${day}:00+08:00` }, 'Asia/Shanghai', at('04T16:00'))[1];
              const past = (seconds) => isPast(open, at('04T17:00').getTime() + seconds * 1000);
              const opens = (seconds) => isPast({ now: false, opens_at: '2026-03-04T17:00:00+08:00' }, at('04T17:00').getTime() + seconds * 1000);
              return [
                ...['04T15:59', '04T16:00', '04T16:59', '04T17:00'].map((now) => openWords(open, 'Asia/Shanghai', at(now))[1]),
                ...['04T18:00', '05T09:00', '07T09:00', '20T09:00'].map(closed),
                openWords({ now: false }, 'Asia/Shanghai').join(), openWords({ now: true }, 'Asia/Shanghai').join(),
                past(5), past(20), past(4000), opens(5), opens(4000), isPast(null, 1),
              ].join(' | ');
            }""";

    @Test
    void whatIsOpenStaysTrueOnAPageThatIsLeftOpen() {
        MapPage map = desktop();
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.ofHours(8)).truncatedTo(ChronoUnit.SECONDS);
        AtomicBoolean closed = new AtomicBoolean();
        map.page().route("**/api/v1/places/library-1", route -> {
            APIResponse answer = route.fetch();
            String open = closed.get()
                    ? "{\"now\":false,\"closes_at\":null,\"closes_in_minutes\":null,\"opens_at\":\"" + now.plusDays(30)
                            + "\"}"
                    : "{\"now\":true,\"closes_at\":\"" + now.plusMinutes(50) + "\",\"closes_in_minutes\":50}";
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replaceFirst("\"open\":\\{[^}]*}", "\"open\":" + open)));
        });
        map.page().clock().install();
        map.open("place=library-1");
        Locator line = map.page().locator(".placefacts .openline");
        assertThat(line).containsText(Pattern.compile("(50|49) 分钟后关门"));

        map.page().clock().fastForward(30 * 60_000);
        assertThat(line).containsText(Pattern.compile("(20|19) 分钟后关门"));
        closed.set(true);
        map.page().clock().fastForward(25 * 60_000);

        assertThat(line).containsText("未营业");
        assertThat((String) map.page().evaluate(WORDS_OF_OPENING))
                .isEqualTo("17:00 关门 | 60 分钟后关门 | 1 分钟后关门 | 1 分钟后关门 | 18:00 开门 | 明天 09:00 开门 | 星期六 09:00 开门"
                        + " | 3月20日 09:00 开门 | 未营业, | 营业中,24 小时开放 | false | true | true | false | true | false");
    }

    @Test
    void aLinkRestoresConditionsAndOpenPlaceAndBackLeadsToTheList() {
        MapPage map = desktop().open(LIST + "&area=subdistrict:990101001&access=step_free&lang=en");
        assertThat(map.page().locator("[data-filter=area]")).containsText("Dongqiao Subdistrict");
        assertThat(map.page().locator("[data-filter=access]")).containsText("Step-free");
        Locator body = map.page().locator("#panel-body");
        assertThat(rows(map).first()).isVisible();
        body.evaluate("e => { e.scrollTop = 300; }");

        rows(map).nth(5).click();
        assertThat(map.page().locator(".hours")).isVisible();
        assertThat(map.query()).contains("place=");
        map.page().reload();
        assertThat(map.page().locator(".hours")).isVisible();
        assertThat(map.page().locator(".leaflet-marker-icon.mk--on")).isVisible();
        map.page().locator("#place-back").click();
        assertThat(rows(map).first()).isVisible();
        // what comes later above them would move them
        assertThat(map.page().locator("[data-filter=area]")).containsText("Dongqiao Subdistrict");
        assertThat(map.page().locator("#list-count")).not().isEmpty();
        body.evaluate("e => { e.scrollTop = 300; }");
        rows(map).nth(5).click();
        assertThat(map.page().locator(".hours")).isVisible();
        map.page().goBack();
        assertThat(rows(map).first()).isVisible();
        assertThat((Integer) body.evaluate("e => Math.round(e.scrollTop)")).isEqualTo(300);
    }

    @Test
    void aMarkOnTheMapOpensItsPlaceByMouseAndByKeyboard() {
        MapPage map = desktop().open("c=116.4283,39.9046&z=18").awaitMap();
        placePixels(map.page());

        map.page().locator("#map").click();
        assertThat(map.page().locator(".phead h1")).hasText("东桥街道便民服务中心");
        map.page().locator("#place-back").click();
        assertThat(map.page().locator("#announcer")).isEmpty();
        map.tabTo("#map").press("Enter");
        assertThat(map.page().locator(".phead h1")).hasText("东桥街道便民服务中心");
        assertThat(map.page().locator("#announcer")).containsText("东桥街道便民服务中心");
    }

    @Test
    void theListStaysWhileOneOfItIsReadAndSaysWhatDoesNotHold() {
        MapPage map = desktop().open("panel=places&within=500").awaitMap();
        List<String> asked = new ArrayList<>();
        assertThat(map.page().locator("[data-filter=within].is-idle")).containsText("待定位");
        assertThat(map.page().locator("#filter-button .count")).hasCount(0);
        assertThat(rows(map)).hasCount(20);
        map.page().onRequest(request -> {
            if (request.url().contains("/api/v1/places?")) {
                asked.add(request.url());
            }
        });

        rows(map).nth(9).click();
        assertThat(map.page().locator(".hours")).isVisible();
        map.page().locator("#place-back").click();
        assertThat(rows(map)).hasCount(20);
        assertThat(asked).isEmpty();

        map.page().locator("#filter-button").click();
        map.page().locator("#area-0").selectOption(new SelectOption().setIndex(1));
        assertThat(map.query()).contains("area=");
        map.page().goBack();
        assertThat(map.page().locator("#area-0")).hasValue("");
        map.page().goForward();
        assertThat(map.page().locator("#area-0")).not().hasValue("");
    }

    @Test
    void onePlaceSaysWhatHowLongAndWhen() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&place=hall-990101001&matter=low_income");

        assertThat(map.page().locator("[data-matter=low_income]")).hasAttribute("open", "");
        assertThat(map.page().locator("[data-matter=low_income]")).containsText("收入和财产声明");
        assertThat(map.page().locator(".hours tr")).hasCount(7);
        assertThat(map.page().locator("#in-charge")).containsText("东桥街道");
        assertThat(map.page().locator("#place-page")).hasAttribute("href", "/places/hall-990101001");
        assertThat(map.page().locator(".chargeareas")).containsText("东桥街道");
        assertThat(map.page().locator("#place-point")).hasText("39.90460, 116.42830");
        assertThat(map.page().locator("[data-keeper=police_station]")).containsText("派出所");
    }

    @Test
    void timesAreOnThePlacesOwnClocks() {
        MapPage map = desktop();
        map.page().route("**/api/v1/places/library-1", route -> {
            APIResponse answer = route.fetch();
            String open =
                    "\"open\":{\"now\":true,\"closes_at\":\"2099-01-01T17:00:00+06:00\",\"closes_in_minutes\":600}";
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replaceFirst("\"open\":\\{[^}]*}", open)));
        });

        map.open("place=library-1&lang=en");

        assertThat(map.page().locator(".placefacts .openline")).containsText("17:00 (UTC+06:00)");
    }

    @Test
    void aWrongEntryIsReportedAndFaultsStandAtTheirField() {
        MapPage map = desktop().open("place=library-1&view=list#correct"); // as the place's own page leads here
        assertThat(map.page().locator("#correction-text")).isFocused();
        map.page().locator("#correction-phone").fill("123");
        map.page().locator("#correction-send").click();
        assertThat(map.page().locator("#correction-text-error")).hasText("请写明哪里不对。");
        assertThat(map.page().locator("#correction-phone-error")).isVisible();
        assertThat(map.page().locator("#correction-text")).isFocused();
        map.page().locator("#correction-text").fill("周一闭馆");
        map.page().locator("#correction-phone").fill("");
        map.page().locator("#correction-send").click();
        assertThat(map.page().locator("#correction-done .num").first()).hasText(Pattern.compile("\\d{8} \\d{7} \\d"));
    }

    @Test
    void aPointNamesWhoHasEachDuty() {
        MapPage map = desktop().open(Qingxi.INSIDE);

        assertThat(map.page().locator(".duties li[data-duty]")).hasCount(4);
        assertThat(map.page().locator("[data-duty=police_station]")).containsText("派出所");
        assertThat(map.page().locator("#book-here")).hasAttribute("href", Pattern.compile("^/book\\?lon=.*&lat=.*"));
        map.page().locator("[data-duty=community_office] .placerow").click();
        assertThat(map.page().locator(".phead h1")).hasText("钟楼社区服务站");
        map.page().goBack();
        assertThat(map.page().locator(".chain")).isVisible();
    }

    @Test
    void onAPhoneAMarkOpensASheetThatLeadsToTheDetails() {
        MapPage map = phone().open("c=116.4283,39.9046&z=18").awaitMap();
        placePixels(map.page());

        map.page().locator("#map").tap();
        assertThat(map.page().locator(".sheet h2")).hasText("东桥街道便民服务中心");
        map.button("查看详情").tap();
        assertThat(map.page().locator(".hours")).isVisible();
        map.page().goBack();
        assertThat(map.page().locator(".sheet h2")).isVisible();
    }

    @Test
    void axeFindsNothingWithConditionsPlaceAndDialogOpen() {
        MapPage map = desktop().open("panel=filters&kind=health&access=lift");
        map.page().locator(".kind__twist").first().click();
        map.page().locator("#layers-button").click();
        Axe.findsNothing(map.page(), "conditions and layers");
        map.open(LIST + "&lang=en");
        assertThat(rows(map).first()).isVisible();
        Axe.findsNothing(map.page(), "list");
        map.open(Qingxi.INSIDE + "&place=hall-990101001&lang=zh");
        map.page().locator(".matter summary").first().click();
        map.page().locator("#correct").click();
        map.page().locator("#correction-send").click();
        Axe.findsNothing(map.page(), "place");
        map.button("分享").click();
        Axe.findsNothing(map.page(), "share");
    }

    @Test
    void theEmbeddedMapMayBeFramedAndLeadsToTheWholePage() {
        MapPage map = desktop();
        var answer = map.page().navigate("/embed?place=library-1&lang=en");

        assertThat(answer.headers()).doesNotContainKey("x-frame-options");
        assertThat(answer.headers().get("content-security-policy")).contains("frame-ancestors *");
        assertThat(map.page().locator(".sheet h2")).hasText("Qingxi Library");
        assertThat(map.page().locator(".topbar")).isHidden();
        assertThat(map.page().locator(".sheet a[target=_blank]").first())
                .hasAttribute("href", Pattern.compile("^/\\?.*place=library-1.*"));
    }

    /** The page of others is of another origin, in English. */
    @Test
    void aScriptPutsTheMapIntoAPageOfOthersInItsLanguage() throws IOException {
        String script = "<script async src='" + TestApp.url()
                + "/embed.js' data-view='?place=library-1' data-height='300' data-title='Where'></script>";
        String host = "<!doctype html><html lang='en-GB'>";
        HttpServer others = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        others.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                boolean head = exchange.getRequestURI().getPath().equals("/head");
                String page = head ? "<head>" + script + "</head><p>before</p>" : "<p>before</p>" + script;
                body.write((host + page).getBytes(StandardCharsets.UTF_8));
            }
        });
        others.start();
        try {
            Page page = desktop().page();
            page.navigate("http://127.0.0.1:" + others.getAddress().getPort() + "/");

            assertThat(page.frameLocator("p + script + iframe[title=Where]").locator(".sheet h2"))
                    .hasText("Qingxi Library");
            assertThat(page.locator("iframe").boundingBox().height).isEqualTo(300);

            page.navigate("http://127.0.0.1:" + others.getAddress().getPort() + "/head");
            assertThat(page.locator("body > p + iframe[title=Where]")).isVisible();
        } finally {
            others.stop(0);
        }
    }

    /** In the second case the cluster of two moves onto the third; who is in charge stays as it is. */
    @Test
    void marksThatWouldLieOnEachOtherBecomeOne() {
        Object drawn = desktop().open("").page().evaluate("""
                async () => {
                  const { apart } = await import('/web/map/place-merging.js');
                  const place = (x, own = false) => ({ x, y: 0, radius: 18, code: 'p' + x, own });
                  const told = (marks) => apart(marks, String).map(({ x, count, code }) => count ? `${count} at ${x}` : code).join(', ');
                  return [
                    told([place(0), place(36)]),
                    told([place(0), place(38), place(30)]),
                    told([place(0), place(10, true)]),
                  ];
                }""");

        assertThat(drawn).isEqualTo(List.of("p0, p36", "3 at " + 68.0 / 3, "p0, p10"));
    }

    @Test
    void placesCanBeLeftOutAndTextMadeLarger() {
        MapPage map = desktop().open("").awaitMap();
        placePixels(map.page());

        map.page().locator("#layers-button").click();
        map.page().locator("[value='-places']").uncheck();
        assertThat(map.page().locator(".placetile")).hasCount(0);
        assertThat(map.query()).contains("layers=-places");
        map.page().locator("[value=large]").check();
        assertThat(map.page().locator("html")).hasAttribute("data-text", "large");
        assertThat(map.pageScrolls()).isFalse();
    }
}
