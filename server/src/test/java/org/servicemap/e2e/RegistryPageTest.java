package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** Staff keep the places: one by one, and by tables. */
class RegistryPageTest extends E2eTest {
    private static final String HEADER = "编码,名称,类别,经度,纬度,电话,所在区\n";

    private static Page logIn(MapPage on, String login, String query) {
        Page page = on.page();
        page.navigate("/login?return_to=/registry");
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/registry"));
        page.waitForSelector("#places");
        if (!query.isEmpty()) {
            page.navigate("/registry" + query);
        }
        return page;
    }

    private static void chooseFile(Page page, String rows) {
        byte[] bytes = (HEADER + rows).getBytes(StandardCharsets.UTF_8);
        page.setInputFiles("#file", new FilePayload("places.csv", "text/csv", bytes));
        assertThat(page.locator("[data-column=编码]")).hasValue("code");
    }

    @Test
    void aPlaceIsDraftedPublishedSeenByCitizensAndChangedBesideSomebodyElse() {
        expectFaults(); // a refusal and a conflict are provoked
        Page page = logIn(desktop(), "admin", "?new=1");
        page.fill("#code", "registry-1");
        page.fill("#name", "登记测试图书馆");
        page.locator("#save").click();
        assertThat(page.locator("#category-error")).isVisible();
        page.selectOption("#category", "library");
        page.fill("#typed-lon", "116.433");
        page.fill("#typed-lat", "39.9044");
        page.selectOption("#typed-crs", "gcj02");
        page.locator("#typed-use").click();
        assertThat(page.locator("#place-areas")).containsText("东桥街道");
        page.locator("#hours-usual").click();
        page.locator("#hours-except").click();
        assertThat(page.locator("#hours-words")).containsText("12:00–13:30 休息");
        page.selectOption("#matter-add", "library_card");
        page.locator("#save").click();
        assertThat(page.locator("#said")).hasText("草稿已保存");
        assertThat(page.locator("#unsaved")).hasCount(0);
        Axe.findsNothing(page, "editor");

        page.locator("#publish").click();
        assertThat(page.locator("#said")).hasText("已发布");
        assertThat(page.locator("[data-version='1']")).isVisible();

        page.fill("#phone", "010-5550 7777");
        publishBehindTheBack(page);
        page.locator("#save").click();
        assertThat(page.locator("#conflict")).containsText("第 2 版");
        assertThat(page.locator("#phone")).hasValue("010-5550 7777");
        page.locator("#conflict-mine").click();
        page.locator("#publish").click();
        assertThat(page.locator("#said")).hasText("已发布");
        page.locator("[data-version='3'] summary").click();
        assertThat(page.locator("[data-version='3'] .reg__diff")).containsText("010-5550 7777");
        page.locator("[data-version='1'] summary").click();
        page.locator("[data-restore='1']").click();
        assertThat(page.locator("[data-version='4']")).isVisible();
        assertThat(page.locator("#phone")).hasValue("");

        page.navigate("/?place=registry-1");
        assertThat(page.locator(".phead h1")).hasText("登记测试图书馆");
        assertThat(page.locator(".hours")).containsText("13:30");
    }

    /** Another window changes the same place. */
    private static void publishBehindTheBack(Page page) {
        String token = (String)
                page.evaluate("() => fetch('/api/v1/session').then((r) => r.json()).then((s) => s.csrf_token)");
        String path = TestApp.url() + "/api/v1/places/registry-1/";
        Map<String, Object> other = Map.of(
                "version",
                1,
                "name",
                Map.of("zh", "别人改的图书馆"),
                "category",
                "library",
                "lon",
                116.4268,
                "lat",
                39.9030,
                "appointments",
                false);
        assertThat(page.request()
                        .put(
                                path + "draft",
                                RequestOptions.create()
                                        .setHeader("X-CSRF-Token", token)
                                        .setData(other))
                        .status())
                .isEqualTo(200);
        assertThat(page.request()
                        .post(
                                path + "publication?version=1",
                                RequestOptions.create().setHeader("X-CSRF-Token", token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTableIsCheckedRowByRowMendedComparedAndPublished() {
        Page page = logIn(desktop(), "admin", "?tab=import");
        chooseFile(
                page,
                "import-1,导入的书屋,图书馆,116.4268,39.9030,010-5550 9001,清溪区\n"
                        + "import-2,海上书屋,图书馆,125.0,39.9,010-5550 9002,\n"
                        + "import-3,错区书屋,图书馆,116.4270,39.9032,,不存在的区\n");
        page.locator("#check").click();
        assertThat(page.locator("[data-tile=errors]")).containsText("2");
        assertThat(page.locator("#blocked")).isVisible();
        assertThat(page.locator("#publish-import")).hasCount(0);
        page.selectOption("#finding", "outside_city");
        assertThat(page.locator("#findings li")).hasCount(1);
        assertThat(page.locator("#findings")).containsText("第 3 行");
        Axe.findsNothing(page, "import with faults");

        page.getByText("换一个文件").first().click();
        chooseFile(
                page,
                "import-1,导入的书屋,图书馆,116.4268,39.9030,010-5550 9001,清溪区\n"
                        + "import-3,街角书屋,图书馆,116.4270,39.9042,,清溪区\n");
        page.locator("#check").click();
        assertThat(page.locator("[data-tile=new]")).containsText("2");
        page.locator("[data-change=import-1] summary").click();
        assertThat(page.locator("[data-change=import-1]")).containsText("010-5550 9001");
        page.locator("#publish-import").click();
        assertThat(page.locator("#import-state")).hasText("已发布");
        assertThat(page.request().get(TestApp.url() + "/api/v1/places/import-3").status())
                .isEqualTo(200);
    }

    @Test
    void aUnitSeesItsOwnAndPublishesNothingOnAPhoneToo() {
        Page page = logIn(phone(), "handler-community", "?lang=en");
        page.waitForSelector("#places");
        assertThat(page.locator("[data-code=hall-district]")).hasCount(0);
        assertThat(page.locator("#tab-import")).hasCount(0);
        Axe.findsNothing(page, "list on a phone");
        page.locator("#places a").first().click();
        assertThat(page.locator("#editor-title")).isFocused();
        assertThat(page.locator("#save")).isVisible();
        assertThat(page.locator("#publish")).hasCount(0);
        assertThat((Boolean) page.evaluate(
                        "() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"))
                .isTrue();
    }
}
