package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.http.ApiClient;

/** The phone page with the network really cut: the server is stopped below it, the browser killed. */
class WardenPageTest {
    /** Of databases, caches, workers. */
    private static final String NOTHING_IS_LEFT = """
            async () => (await indexedDB.databases()).length === 0
              && (await caches.keys()).length === 0
              && (await navigator.serviceWorker.getRegistrations()).length === 0""";

    private static final String SHELLS = "async () => caches.keys()";

    /** Of an account, in the phone's store. */
    private static final String NO_DRAFT_IS_LEFT = """
            (account) => new Promise((resolve, reject) => {
              const opening = indexedDB.open('servicemap-warden');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => {
                const keys = opening.result.transaction('settings').objectStore('settings').getAllKeys();
                keys.onsuccess = () => { opening.result.close(); resolve(!keys.result.includes(`draft-report-${account}`)); };
              };
            })""";

    /** As a program before this one kept it for ever; the map is opened next. */
    private static final String ITS_CITY_HAD_TRUE_BOUNDARIES = """
            () => new Promise((resolve, reject) => {
              location.hash = 'map';
              const opening = indexedDB.open('servicemap-warden');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => {
                const changing = opening.result.transaction('settings', 'readwrite');
                const city = { languages: ['zh', 'en'], default_language: 'zh', synthetic: false, attribution: {}, filings: [] };
                changing.objectStore('settings').put(city, 'city');
                changing.oncomplete = () => { opening.result.close(); resolve(true); };
              };
            })""";

    /** What no phone can be brought to within a test: an hour that passes, a clock that was wrong, a portal that wants a login. */
    private static final String WHAT_COUNTS = """
            async () => {
              const { hereOf } = await import('/web/pages/warden/place.js');
              const { isAside } = await import('/web/pages/warden/aside.js');
              const { call } = await import('/web/pages/warden/wire.js');
              const at = (unwatched) => hereOf({ position: { lon: 116.4, lat: 39.9, accuracy: 8, at: 0, unwatched } });
              const aside = (ms) => isAside({ aside_until: new Date(ms).toISOString() }, 0);
              const kind = async (status, body) => {
                const real = globalThis.fetch;
                globalThis.fetch = async () => new Response(body, { status });
                const fault = await call('GET', '/base').catch((each) => each);
                globalThis.fetch = real;
                return fault.kind;
              };
              const kinds = [await kind(401, ''), await kind(401, '{"code":"device_unknown"}'), await kind(403, '<p>no'), await kind(422, '{"code":"x"}')];
              return at(undefined) !== undefined && at(Date.now() - 30_000) !== undefined && at(Date.now() - 90_000) === undefined
                && aside(600_000) && !aside(-1) && !aside(7 * 3_600_000) && kinds.join() === 'server,device,server,refused';
            }""";

    /** As when the system took the file away below what the page holds. */
    private static final String NO_PHOTO_CAN_BE_READ =
            "() => { Blob.prototype.slice = () => { throw new DOMException('gone', 'NotReadableError'); }; }";

    @TempDir
    private Path files;

    private final List<WardenPhone> phones = new ArrayList<>();

    @RegisterExtension
    final LastSight lastSight = new LastSight(() -> phones.stream().flatMap(WardenPhone::pages), List.of());

    private WardenPhone phone() {
        WardenPhone phone = new WardenPhone();
        phones.add(phone);
        return phone;
    }

    @AfterEach
    void putBack() {
        try {
            phones.forEach(WardenPhone::close);
        } finally {
            TestApp.startAgain();
        }
    }

    @Test
    void whatWasFoundWithoutANetworkArrivesOnceInOrderAndWithItsTime() {
        WardenPhone phone = phone().start().open("").enrol(WardenPhone.warden()).awaitWorker();
        phone.shut();
        TestApp.stop();

        phone.start().open("");
        assertThat(phone.page().locator("#offline")).isVisible();
        phone.page().waitForSelector("#map[data-grids='1']");
        assertThat(phone.page().locator("#standing")).hasAttribute("data-where", "inside");
        phone.report("CITY-WASTE", WardenPhone.photo(files, 1, 300, 200));
        phone.report("CITY-LAMP", WardenPhone.photo(files, 2, 300, 200));
        phone.report("CITY-ROAD", null);
        assertThat(phone.waiting()).hasCount(3);
        JsonNode kept = phone.held("queue");
        phone.kill();

        phone.start().open("#queue");
        assertThat(phone.waiting()).hasCount(3);
        TestApp.startAgainRenewed();
        phone.page().click("#retry");
        assertThat(phone.sent()).hasCount(3);
        assertThat(phone.waiting()).hasCount(0);
        phone.page().reload();
        phone.page().click("#retry");
        assertThat(phone.sent()).hasCount(3);

        JsonNode arrived = phone.reports();
        assertThat(arrived).hasSize(3);
        for (int i = 0; i < 3; i++) {
            JsonNode report = arrived.get(2 - i);
            assertThat(report.path("key")).isEqualTo(kept.get(i).path("key"));
            assertThat(OffsetDateTime.parse(report.path("found_at").asText()).toInstant())
                    .isEqualTo(OffsetDateTime.parse(kept.get(i).path("found_at").asText())
                            .toInstant());
            assertThat(report.path("outside").asBoolean()).isFalse();
        }
        assertThat(phone.held("photos")).as("photos that are sent make room").isEmpty();

        phone.page().evaluate(ITS_CITY_HAD_TRUE_BOUNDARIES);
        phone.onlyThePageSends().page().reload();
        assertThat(phone.page().locator(".attrib")).containsText("边界为示意");

        anUpdateLosesNothingOfWhatWaits(phone);
        aPhotoThatWasCutOffGoesOnWhereItStopped(phone);
        alsoWhenTheBrowserWasKilled(phone);
    }

    /** The server came back with another version; the phone takes it over without a network, with a report in the row and one begun. */
    private void anUpdateLosesNothingOfWhatWaits(WardenPhone phone) {
        Page page = phone.page();
        assertThat(page.locator("#update")).isVisible();
        phone.context().setOffline(true);
        phone.report("CITY-LAMP", WardenPhone.photo(files, 8, 300, 200));
        page.click(".wnav a[href='#map']");
        page.click("[data-tile=CITY-ROAD]");
        page.fill("#words", "写到一半");
        page.evaluate("() => { location.hash = 'map'; }");
        assertThat((List<?>) page.evaluate(SHELLS)).hasSize(2);

        page.click("#update");
        page.waitForFunction("async () => (await caches.keys()).length === 1");
        page.waitForSelector("#map[data-grids='1']");
        page.evaluate("() => { location.hash = 'form'; }");
        assertThat(page.locator("#words")).hasValue("写到一半");
        page.click(".rform__drop");
        page.click("#sure");
        page.click(".wnav a[href='#queue']");
        assertThat(phone.waiting()).hasCount(1);
        assertThat(phone.held("photos")).hasSize(1);
        phone.context().setOffline(false);
        page.click("#retry");
        assertThat(phone.sent()).hasCount(4);
        assertThat(phone.reports()).hasSize(4);
    }

    private static List<String> piecesOf(Page page) {
        List<String> pieces = new ArrayList<>();
        page.onRequest(request -> {
            if (isPiece(request)) {
                pieces.add(request.url());
            }
        });
        return pieces;
    }

    private void aPhotoThatWasCutOffGoesOnWhereItStopped(WardenPhone phone) {
        List<String> pieces = piecesOf(phone.page());
        slowUpload(phone.page(), 150_000);
        phone.page()
                .waitForRequest(
                        request -> isPiece(request) && !request.url().endsWith("start=0"),
                        () -> phone.report("CITY-WASTE", WardenPhone.photo(files, 3, 1600, 1200)));
        TestApp.stop();
        assertThat(phone.page().locator("#offline")).isVisible();
        assertThat(phone.waiting()).hasCount(1);

        pieces.clear();
        slowUpload(phone.page(), 20_000);
        TestApp.startAgain();
        phone.page().waitForRequest(WardenPageTest::isPiece, () -> phone.page().click("#retry"));
        assertThat(pieces.get(0)).doesNotEndWith("start=0");
    }

    private static void alsoWhenTheBrowserWasKilled(WardenPhone phone) {
        phone.kill();
        List<String> pieces = piecesOf(phone.start().onlyThePageSends().page());
        phone.open("#queue");
        assertThat(phone.sent()).hasCount(5);
        // the worker may have sent them before the page could, at the browser's start
        assertThat(pieces).noneMatch(url -> url.endsWith("start=0"));
        assertThat(phone.waiting()).hasCount(0);
        assertThat(phone.reports()).hasSize(5);
        assertThat(phone.held("photos")).isEmpty();
    }

    /** The server answers 500 to whatever holds the lamp, and does not know the category of the rubbish. */
    @Test
    void whatTheServerCannotTakeIsSetAsideAndWhatItRefusesIsMended() {
        WardenPhone phone = phone().start().onlyThePageSends().open("").enrol(WardenPhone.warden());
        Page page = phone.page();
        page.route("**/api/v1/field/sync", route -> {
            String body = String.valueOf(route.request().postData());
            if (body.contains("CITY-LAMP")) {
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(500)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\": \"unexpected\"}"));
            } else {
                route.resume(new com.microsoft.playwright.Route.ResumeOptions()
                        .setPostData(body.replace("CITY-WASTE", "NO-SUCH")));
            }
        });
        page.waitForResponse(WardenPageTest::isSync, () -> phone.report("CITY-LAMP", null));
        page.waitForResponse(WardenPageTest::isSync, () -> phone.report("CITY-ROAD", null));
        page.click(".wnav a[href='#map']");
        page.click("[data-tile=CITY-WASTE]");
        page.fill("#words", "满得盖不上");
        page.waitForResponse(WardenPageTest::isSync, () -> page.click("#save"));
        page.waitForURL("**/warden#queue");

        assertThat(page.locator("#waiting [data-aside]")).hasCount(1);
        assertThat(phone.sent()).hasCount(1);
        assertThat(page.locator("#ask [data-mend]")).hasCount(1);
        assertThat(page.locator("#ask [data-said]")).hasText("满得盖不上");
        assertThat(phone.waiting()).hasCount(1);
        Axe.findsNothing(page, "something set aside, something refused");
        page.unroute("**/api/v1/field/sync");

        page.click("#ask [data-mend]");
        page.click("#save");
        page.waitForURL("**/warden#queue");
        assertThat(phone.sent()).hasCount(2);
        assertThat(phone.waiting()).hasCount(1);
        page.click("#retry");
        assertThat(phone.sent()).hasCount(3);
        assertThat(phone.reports()).hasSize(3);

        page.evaluate(NO_PHOTO_CAN_BE_READ);
        phone.report("CITY-ROAD", WardenPhone.photo(files, 7, 300, 200));
        assertThat(page.locator("#ask [data-state=refused]")).containsText("读不出来");
        page.click("#ask [data-mend]");
        assertThat(page.locator("#shoot-found")).isAttached();
        assertThat(page.locator(".shot img")).hasCount(0);
        page.click("#save");
        assertThat(phone.sent()).hasCount(4);
    }

    /** Staff change the task while the phone is cut off: what was done is shown as a conflict, done again, and sent. */
    @Test
    void aTaskThatChangedMeanwhileIsShownDoneAgainAndSent() {
        String account = WardenPhone.warden();
        JsonNode task = WardenPhone.ok(WardenPhone.admin().postJson("/api/v1/wardens/tasks", task("看看井盖", account)));
        WardenPhone phone = phone().start().onlyThePageSends().open("").enrol(account);
        Page page = phone.page();
        page.waitForSelector("a.next"); // the task is on the phone
        page.click("[data-tile=CITY-WASTE]");
        assertThat(page.locator("#recipient")).containsText("东桥街道办事处");
        phone.context().setOffline(true);
        page.evaluate("() => { location.hash = 'task/" + task.path("id").asText() + "'; }");
        page.getByText("还有问题").click();
        page.fill("#note", "缺一个盖");
        page.click("#finish");
        page.waitForURL("**/warden#tasks");
        page.navigate("/warden#form");
        assertThat(page.locator("#recipient")).containsText("东桥街道办事处");
        Map<String, Object> changed = new java.util.HashMap<>(task("看看两个井盖", account));
        changed.remove("grid");
        changed.put("version", task.path("version").asInt());
        WardenPhone.ok(WardenPhone.admin()
                .putJson("/api/v1/wardens/tasks/" + task.path("id").asText(), changed));
        phone.context().setOffline(false);

        page.navigate("/warden#queue");
        assertThat(page.locator("#ask [data-state=conflict]")).containsText("看看井盖");
        Axe.findsNothing(page, "a conflict");
        page.click("#ask [data-again]");
        assertThat(page.locator("h1")).hasText("看看两个井盖");
        assertThat(page.locator("#note")).hasValue("缺一个盖");
        page.click("#finish");
        page.waitForURL("**/warden#tasks");
        page.navigate("/warden#queue");
        assertThat(phone.sent()).hasCount(1);
        assertThat(page.locator("#ask")).hasCount(0);
        JsonNode done = WardenPhone.ok(WardenPhone.admin()
                .get("/api/v1/wardens/tasks/" + task.path("id").asText()));
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("outcome").asText()).isEqualTo("not_fine");
    }

    private static Map<String, Object> task(String title, String account) {
        return Map.of(
                "title",
                title,
                "grid",
                WardenPhone.GRID,
                "account",
                account,
                "due_on",
                java.time.LocalDate.now().plusDays(2).toString());
    }

    private static boolean isSync(com.microsoft.playwright.Response response) {
        return response.url().endsWith("/field/sync");
    }

    private static boolean isPiece(Request request) {
        return request.method().equals("PUT") && request.url().contains("/field/uploads/");
    }

    /** As a bad line does; -1 takes the brake away. */
    private static void slowUpload(Page page, int bytesASecond) {
        CDPSession session = page.context().newCDPSession(page);
        com.google.gson.JsonObject conditions = new com.google.gson.JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesASecond);
        session.send("Network.enable");
        session.send("Network.emulateNetworkConditions", conditions);
    }

    @Test
    void signingOutKeepsTheQueueForItsOwnerAndRevokingWipesAll() {
        String owner = WardenPhone.warden();
        WardenPhone phone =
                phone().start().onlyThePageSends().open("").enrol(owner).awaitWorker();
        phone.context().setOffline(true);
        phone.report("CITY-WASTE", WardenPhone.photo(files, 4, 300, 200));
        phone.page().click(".wnav a[href='#mine']");
        phone.page().click("#sign-out");
        phone.page().click("#sure");
        assertThat(phone.page().locator("#ended")).isVisible();
        phone.context().setOffline(false);

        phone.enrol(WardenPhone.warden());
        phone.open("#queue").page().click("#retry");
        assertThat(phone.page().locator("#others")).isVisible();
        assertThat(phone.waiting()).hasCount(0);
        assertThat(phone.reports()).isEmpty();
        phone.sendFor(owner);
        assertThat(phone.page().locator("#others")).hasCount(0);
        assertThat(phone.reports())
                .as("not under the name of who has the phone now")
                .isEmpty();

        awaitTheLateSignOut(phone, owner);
        phone.page().click(".wnav a[href='#map']");
        phone.page().click("[data-tile=CITY-LAMP]");
        phone.page().setInputFiles("#shoot-found", WardenPhone.photo(files, 6, 300, 200));
        phone.page().waitForSelector(".shot img");
        JsonNode second = phone.device();

        phone.enrol(owner);
        phone.open("#queue");
        assertThat(phone.sent()).hasCount(1);
        assertThat(phone.reports()).hasSize(1);
        theDraftOfAFormerOwnerGoesWhenThatOneIsRevoked(phone, second);

        phone.context().setOffline(true);
        phone.report("CITY-LAMP", WardenPhone.photo(files, 5, 300, 200));
        String lost = phone.device().path("id").asText();
        phone.page().click(".wnav a[href='#mine']");
        phone.page().click("#sign-out");
        phone.page().click("#sure");
        assertThat(phone.page().locator("#ended")).isVisible();
        WardenPhone.revoke(lost);
        phone.context().setOffline(false);
        assertThat(phone.page().locator("#wiped")).isVisible();
        phone.page().waitForFunction(NOTHING_IS_LEFT); // it is said when the erasing begins
        Axe.findsNothing(phone.page(), "a phone that was wiped");
    }

    /** Signed out without a network: the server hears of it when there is one again, of the first phone (the newest stand first). */
    private static void awaitTheLateSignOut(WardenPhone phone, String owner) {
        ApiClient admin = WardenPhone.admin();
        phone.page().waitForCondition(() -> {
            JsonNode phones = WardenPhone.ok(admin.get("/api/v1/field/devices?account=" + owner))
                    .path("items");
            return phones.get(phones.size() - 1).hasNonNull("signed_out_at");
        });
    }

    private static void theDraftOfAFormerOwnerGoesWhenThatOneIsRevoked(WardenPhone phone, JsonNode former) {
        String account = former.at("/account/id").asText();
        assertThat(phone.page().evaluate(NO_DRAFT_IS_LEFT, account)).isEqualTo(false);
        WardenPhone.revoke(former.path("id").asText());
        phone.page().click("#retry");
        phone.page().waitForFunction(NO_DRAFT_IS_LEFT, account);
        assertThat(phone.sent()).hasCount(1);
    }

    @Test
    void everyViewCanBeUsedByEverybodyInBothLanguages() {
        WardenPhone phone =
                phone().start(Qingxi.BORDER_LON, Qingxi.BORDER_LAT, 45).open("").enrol(WardenPhone.warden());
        assertThat(phone.page().locator("#standing")).hasAttribute("data-where", "near");
        phone.page().click("[data-tile=CITY-WASTE]");
        phone.page().setInputFiles("#shoot-found", WardenPhone.photo(files, 6, 300, 200));
        phone.page().waitForSelector(".shot img");
        for (String language : List.of("zh", "en")) {
            phone.page().navigate("/warden?lang=" + language);
            for (String view : List.of("map", "tasks", "report", "form", "queue", "mine")) {
                phone.page().evaluate("(view) => { location.hash = view; }", view);
                phone.page().waitForSelector(".wp[data-tab=" + view + "]");
                if (view.equals("map") || view.equals("form")) {
                    assertThat(phone.page().locator(".map .attrib"))
                            .containsText(language.equals("zh") ? "示意" : "illustrative");
                }
                if (language.equals("zh") || view.equals("form")) {
                    Axe.findsNothing(phone.page(), "warden " + view, language);
                }
                fits(phone.page(), view + " " + language);
            }
        }
        savedByOneOfTwoPages(phone);
    }

    private static void savedByOneOfTwoPages(WardenPhone phone) {
        Page other = phone.context().newPage();
        other.navigate("/warden#form");
        assertThat(other.locator(".shot img")).hasCount(1);
        phone.page().evaluate("() => { location.hash = 'form'; }");
        phone.page().click("#save");
        assertThat(other.locator("#shoot-found")).hasCount(0);
        assertThat(phone.sent()).hasCount(1);
        assertThat(phone.reports()).hasSize(1);
        String number = phone.reports().get(0).path("number").asText();
        JsonNode request = WardenPhone.ok(WardenPhone.staff("dispatcher").get("/api/v1/requests/" + number));
        assertThat(request.toString())
                .as("a disc of 45 m that a border crosses")
                .contains("\"ambiguous\":true");
    }

    /** Against JTS: inside, outside, and nobody knows. */
    @Test
    void thePhoneTellsInsideFromOutsideAsGeometryDoes() {
        Page page = phone().start().open("").page();
        page.waitForSelector(".enrol");
        assertThat(page.evaluate(WHAT_COUNTS)).isEqualTo(true);
        Axe.findsNothing(page, "before enrolling");
        Geometry grid = new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(0, 0),
            new Coordinate(90, 10),
            new Coordinate(70, 120),
            new Coordinate(40, 60),
            new Coordinate(-20, 90),
            new Coordinate(0, 0)
        });
        Random random = new Random(6);
        List<List<Double>> points = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        while (points.size() < 500) {
            double[] point = {random.nextDouble(-60, 130), random.nextDouble(-40, 160), random.nextDouble(3.5, 30)};
            Geometry at = grid.getFactory().createPoint(new Coordinate(point[0], point[1]));
            double away = grid.getBoundary().distance(at);
            if (Math.abs(away - point[2]) < 0.5) {
                continue; // a plane of metres is only nearly the globe
            }
            points.add(List.of(point[0], point[1], point[2]));
            expected.add(away < point[2] ? "near" : grid.contains(at) ? "inside" : "outside");
        }
        assertThat(expected).contains("near", "inside", "outside");
        assertThat(page.evaluate("""
                async ({ ring, points }) => {
                  const { standing } = await import('/web/pages/warden/inside.js');
                  const east = 111320 * Math.cos(39.9 * Math.PI / 180);
                  const at = ([x, y]) => [116.4 + x / east, 39.9 + y / 111320];
                  const geometry = { type: 'Polygon', coordinates: [ring.map(at)] };
                  return points.map(([x, y, accuracy]) => {
                    const [lon, lat] = at([x, y]);
                    return standing([{ code: 'g', geometry }], { lon, lat, accuracy }).where;
                  });
                }""", Map.of("ring", ring(grid), "points", points)))
                .isEqualTo(expected);

        page.fill("#link", "http://localhost/warden");
        page.press("#link", "Enter");
        assertThat(page.locator("#failure")).isFocused();
        page.fill("#link", "http://localhost/warden#enrol=abcdefgh");
        page.press("#link", "Enter");
        assertThat(page.locator("#enrol")).isFocused();
    }

    private static List<List<Double>> ring(Geometry grid) {
        return Stream.of(grid.getCoordinates())
                .map(each -> List.of(each.x, each.y))
                .toList();
    }

    private static void fits(Page page, String state) {
        Object small = page.evaluate("""
                () => [...document.querySelectorAll('button, a[href], label:has(input), textarea')]
                  .filter((e) => e.checkVisibility())
                  .map((e) => [e.id || e.className || e.textContent.trim(), Math.round(e.getBoundingClientRect().height)])
                  .filter(([, height]) => height < 44)
                  .map(String)""");
        assertThat((List<?>) small).as("small targets of " + state).isEmpty();
        assertThat((Boolean) page.evaluate("""
                () => document.scrollingElement.scrollWidth <= innerWidth
                  && [...document.querySelectorAll('.wp, .wp__body')].every((e) => e.scrollWidth <= e.clientWidth)"""))
                .as("wider than the screen: " + state)
                .isTrue();
    }
}
