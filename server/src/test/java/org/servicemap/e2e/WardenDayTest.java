package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.Until;
import org.servicemap.http.ApiClient;

/** A warden's day on one phone: a round and a matter settled without a network, a locked account, a token that nobody knows, a revocation. */
class WardenDayTest {
    /** The token of the phone becomes one that the server never gave, as after a backup that is older than the enrolment. */
    private static final String NOBODY_KNOWS_IT = """
            () => new Promise((resolve, reject) => {
              const opening = indexedDB.open('servicemap-warden');
              opening.onerror = () => reject(opening.error);
              opening.onsuccess = () => {
                const changing = opening.result.transaction('settings', 'readwrite');
                const settings = changing.objectStore('settings');
                settings.get('device').onsuccess = ({ target }) => settings.put({ ...target.result, token: `${target.result.token}x` }, 'device');
                changing.oncomplete = () => { opening.result.close(); resolve(true); };
              };
            })""";

    private static final String MANIFEST = """
            async () => {
              const address = document.querySelector('link[rel=manifest]').href;
              const manifest = await (await fetch(address)).json();
              const icons = await Promise.all(manifest.icons.map(async (icon) => {
                const image = new Image();
                image.src = new URL(icon.src, address);
                await image.decode();
                return icon.sizes === 'any' || icon.sizes === `${image.naturalWidth}x${image.naturalHeight}`;
              }));
              const start = await fetch(manifest.start_url);
              return [manifest.name, manifest.display, start.ok && icons.every((each) => each), new URL(manifest.start_url, location).pathname.startsWith(manifest.scope)].join();
            }""";

    @TempDir
    private Path files;

    private final WardenPhone phone = new WardenPhone();

    @RegisterExtension
    final LastSight lastSight = new LastSight(phone::pages, List.of());

    @AfterEach
    void close() {
        phone.close();
    }

    @Test
    void aRoundIsMadeAMatterSettledAndNothingLostByWhatStaffDo() {
        String account = WardenPhone.warden();
        JsonNode plan = plan();
        Page page = phone.start()
                .onlyThePageSends()
                .open("")
                .enrol(account)
                .awaitWorker()
                .page();
        canBeInstalled(page);

        phone.context().setOffline(true);
        walksTheRound(page, plan);
        settlesOnTheSpot(page);
        assertThat(page.locator("#evictable")).isVisible();
        Axe.findsNothing(page, "what waits for a network");
        assertThat(phone.waiting()).hasCount(3);

        lock(account, true);
        Until.is("the server has looked again who that is", () -> work() == 401);
        phone.context().setOffline(false);
        page.click("#retry");
        assertThat(page.locator("#ended")).containsText("停用");
        assertThat(phone.waiting()).hasCount(3);
        lock(account, false);
        Until.is("the server has looked again who that is", () -> work() == 200);
        page.click("#retry");
        assertThat(phone.sent()).hasCount(3);
        assertThat(page.locator("#ended")).hasCount(0);
        arrivedAsTheyWere(plan);

        page.evaluate(NOBODY_KNOWS_IT);
        phone.report("CITY-ROAD", null);
        assertThat(page.locator("#ended")).isVisible();
        assertThat(phone.waiting()).hasCount(1);
        phone.enrol(account);
        page.click(".wnav a[href='#queue']");
        assertThat(phone.sent()).hasCount(4);
        assertThat(phone.reports()).hasSize(2);

        WardenPhone.revoke(phone.device().path("id").asText());
        page.click("#retry");
        assertThat(page.locator("#wiped")).isVisible();
        page.waitForFunction("async () => (await indexedDB.databases()).length === 0");
        end(plan);
    }

    private static JsonNode plan() {
        return WardenPhone.ok(WardenPhone.admin()
                .postJson(
                        "/api/v1/wardens/plans",
                        Map.of(
                                "grid",
                                WardenPhone.GRID,
                                "name",
                                Map.of("zh", "两处"),
                                "every",
                                "day",
                                "items",
                                List.of(
                                        Map.of(
                                                "kind",
                                                "check",
                                                "text",
                                                Map.of("zh", "消防通道"),
                                                "lon",
                                                Qingxi.INSIDE_LON,
                                                "lat",
                                                Qingxi.INSIDE_LAT),
                                        Map.of("kind", "inquiry", "text", Map.of("zh", "问问独居老人"))))));
    }

    /** Other tests walk the same grid. */
    private static void end(JsonNode plan) {
        WardenPhone.ok(WardenPhone.admin()
                .putJson(
                        "/api/v1/wardens/plans/" + plan.path("id").asText(),
                        Map.of(
                                "version",
                                plan.path("version").asInt(),
                                "name",
                                plan.path("name"),
                                "every",
                                "day",
                                "items",
                                plan.path("items"),
                                "active",
                                false)));
    }

    private static void canBeInstalled(Page page) {
        assertThat(page.evaluate(MANIFEST)).isEqualTo("网格员 · 服务地图,standalone,true,true");
        page.click(".wnav a[href='#mine']");
        page.click("[data-language=en]");
        assertThat(page.locator("link[rel=manifest]"))
                .hasAttribute("href", java.util.regex.Pattern.compile(".*/warden\\.en\\.webmanifest"));
        assertThat(page.evaluate(MANIFEST)).isEqualTo("Warden · ServiceMap,standalone,true,true");
        page.click("[data-language=zh]");
    }

    private static void walksTheRound(Page page, JsonNode plan) {
        page.click(".wnav a[href='#tasks']");
        Locator first = point(page, plan, 0);
        first.locator(".btn--soft").click();
        assertThat(first.locator(".point__done")).isVisible();
        point(page, plan, 1).locator("[aria-expanded]").click();
        page.fill("#visit-note", "门口堆了纸箱");
        page.click("#visit-save");
        assertThat(point(page, plan, 1).locator(".point__done")).isVisible();
    }

    private static Locator point(Page page, JsonNode plan, int nth) {
        return page.locator(
                "[data-point='" + plan.path("items").get(nth).path("id").asText() + "']");
    }

    private void settlesOnTheSpot(Page page) {
        page.click(".wnav a[href='#map']");
        page.click("[data-tile=CITY-WASTE]");
        page.setInputFiles("#shoot-found", WardenPhone.photo(files, 21, 300, 200));
        page.waitForSelector(".shot img");
        page.check("#settled");
        page.click("#save");
        assertThat(page.locator("#failure")).isFocused();
        page.setInputFiles("#shoot-after", WardenPhone.photo(files, 22, 300, 200));
        assertThat(page.locator(".shot img")).hasCount(2);
        page.fill("#words", "已清走");
        page.click("#save");
        page.waitForURL("**/warden#queue");
    }

    /** By the browser's own measure; said where the report waits, and that the browser may drop it. */
    private static void lock(String account, boolean locked) {
        ApiClient admin = WardenPhone.admin();
        JsonNode now = WardenPhone.ok(admin.get("/api/v1/accounts/" + account));
        WardenPhone.ok(admin.putJson(
                "/api/v1/accounts/" + account,
                Map.of(
                        "version",
                        now.path("version").asInt(),
                        "name",
                        now.path("name").asText(),
                        "roles",
                        List.of("warden"),
                        "area_level",
                        now.path("area_level").asText(),
                        "area",
                        now.path("area").asText(),
                        "locked",
                        locked)));
    }

    /** What a call with the phone's token is answered. */
    private int work() {
        return new ApiClient(URI.create(TestApp.url()).getPort())
                .withBearer(phone.device().path("token").asText())
                .get("/api/v1/field/work")
                .status();
    }

    private void arrivedAsTheyWere(JsonNode plan) {
        JsonNode report = phone.reports().get(0);
        assertThat(report.path("settled").asBoolean()).isTrue();
        JsonNode request = WardenPhone.ok(WardenPhone.staff("dispatcher")
                .get("/api/v1/requests/" + report.path("number").asText()));
        assertThat(request.at("/request/state").asText()).isEqualTo("closed");
        JsonNode visits = WardenPhone.ok(
                        WardenPhone.admin().get("/api/v1/wardens/visits?grid=" + WardenPhone.GRID + "&noted=true"))
                .path("items");
        assertThat(visits.get(0).path("note").asText()).isEqualTo("门口堆了纸箱");
        assertThat(visits.get(0).path("without_position").asBoolean()).isFalse();
        JsonNode grid = WardenPhone.ok(
                        WardenPhone.admin().get("/api/v1/wardens/coverage?area=grid:" + WardenPhone.GRID))
                .path("items")
                .get(0);
        assertThat(grid.path("visited_this_week").asBoolean()).isTrue();
        assertThat(plan.path("items")).hasSize(2);
    }
}
