package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.insights.CountSource.CellDay;
import org.servicemap.insights.HotSpots;
import org.servicemap.storage.Database;
import org.servicemap.units.CategoryTree;

/** What a night finds becomes a task, the task a visit, and the visit is told where the task was made. */
class HotSpotJourneyTest extends E2eTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate YESTERDAY = LocalDate.now(ZONE).minusDays(1);
    private static final int DAYS = 84;
    private static final String TITLE = "热点专项巡查";

    /** Before as well: at one in the morning the application looks for itself. */
    @BeforeEach
    @AfterEach
    void forgetTheNight() {
        try (Database database = TestApp.database()) {
            database.useTransaction(handle -> {
                handle.execute("DELETE FROM hot_spots");
                handle.execute("DELETE FROM hot_spot_runs");
            });
        }
    }

    /** Four hexagons with a request every other day, of which one has three a day in the last week. */
    private static List<CellDay> days() {
        List<CellDay> days = new ArrayList<>();
        for (int ago = 0; ago < DAYS; ago++) {
            for (int cell = 0; cell < 4; cell++) {
                int requests = (ago + cell) % 2 + (cell == 0 && ago < 7 ? 3 : 0);
                if (requests > 0) {
                    days.add(new CellDay(
                            cell + 1,
                            Qingxi.INSIDE_LON - 0.02 * cell,
                            Qingxi.INSIDE_LAT,
                            YESTERDAY.minusDays(ago),
                            "",
                            requests));
                }
            }
        }
        return days;
    }

    /** The scan itself, on counts of which it is known where they pile up. */
    private static void night() {
        try (Database database = TestApp.database()) {
            HotSpots spots = new HotSpots(
                    database,
                    (from, to, resolution) -> days(),
                    () -> new CategoryTree(List.of()),
                    () -> ZONE,
                    Clock.systemUTC());
            assertThat(spots.runDue()).isEqualTo(1);
        }
    }

    private static Page supervisor(MapPage on) {
        Page page = on.page();
        page.navigate("/login?return_to=/governance");
        page.fill("#login", "supervisor");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForSelector("#risks-title");
        return page;
    }

    /** By the link that staff give, on a telephone. */
    private Page warden(String account) {
        Page page = phone().page();
        page.addInitScript(WardenPhone.NO_SYNC_BY_THE_WORKER);
        page.navigate(
                WardenPhone.ok(WardenPhone.admin().postJson("/api/v1/field/enrolments", Map.of("account", account)))
                        .path("url")
                        .asText());
        page.click("#enrol");
        page.waitForSelector("#map[data-grids='1']");
        page.waitForURL("**/warden#map");
        return page;
    }

    @Test
    void aHotSpotBecomesATaskThatAWardenVisits() {
        String account = WardenPhone.warden();
        night();
        Page desk = supervisor(desktop());
        desk.locator("section[aria-labelledby=risks-title] button[data-ref]").press("Enter");
        assertThat(desk.locator("#form-unit option").first()).isAttached();
        assertThat(desk.locator("#form-title")).isFocused();
        desk.fill("#form-name", TITLE);
        desk.click("#form-save");
        assertThat(desk.locator("#task-title")).hasText(TITLE);
        assertThat(desk.locator("[data-shown]")).containsText("尚未巡查");

        Page warden = warden(account);
        warden.click(".wnav a[href='#tasks']");
        Locator task = warden.locator("#tasks [data-task]").filter(new Locator.FilterOptions().setHasText(TITLE));
        task.click();
        warden.locator("#outcome label").nth(1).click();
        warden.fill("#note", "楼道堆物，已通知物业");
        warden.waitForResponse(
                answer -> answer.url().endsWith("/field/sync")
                        && String.valueOf(answer.request().postData()).contains("楼道堆物"),
                () -> warden.click("#finish"));
        assertThat(task).hasCount(0);

        desk.reload();
        assertThat(desk.locator("[data-shown]")).containsText("有问题");
        assertThat(desk.locator("[data-shown]")).not().containsText("尚未巡查");
    }
}
