package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** The online courtyard by keyboard: a resident's proposal from the first word to the answer, on phone and desk, in both languages. */
class CourtyardPageTest extends E2eTest {
    private static final String AREA = "990101001001";
    private static final String COURTYARD = "/courtyard?area=" + AREA;
    private static int phones;

    @TempDir
    private Path files;

    private static ApiClient citizen() {
        ApiClient client = new ApiClient(URI.create(TestApp.url()).getPort());
        String contact = "1360000" + String.format("%04d", ++phones);
        JsonNode sent = client.postJson("/api/v1/session/codes", Map.of("contact", contact))
                .json();
        client.postJson(
                "/api/v1/session/citizen",
                Map.of("contact", contact, "code", sent.path("demo_code").asText()));
        return client.takeCsrfToken();
    }

    private static Page as(ApiClient citizen, MapPage browser, String path) {
        Page page = browser.page();
        citizen.cookies()
                .forEach((name, value) ->
                        page.context().addCookies(List.of(new Cookie(name, value).setUrl(TestApp.url()))));
        page.navigate(path);
        page.waitForSelector("#cy-tab-proposals");
        return page;
    }

    private static Page staff(MapPage browser) {
        Page page = browser.page();
        page.navigate("/login?return_to=" + "%2Fcourtyard%3Fview%3Ddesk");
        page.fill("#login", "handler-community");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/courtyard"));
        page.waitForSelector("#cy-queue");
        return page;
    }

    private static void press(Locator what) {
        what.waitFor();
        Frames.pass(what.page());
        what.focus();
        what.press("Enter");
    }

    @Test
    void aResidentProposesANeighbourSupportsAndTheCommunityAnswers() {
        MapPage phone = phone();
        ApiClient citizen = citizen();
        Page author = as(citizen, phone, COURTYARD);
        asksToBeConfirmed(author);
        Page desk = staff(desktop());
        confirm(desk, citizen, "3-2-501/1");
        findsByWholeNumberOnly(desk, citizen);

        author.reload();
        press(author.locator("#cy-propose"));
        press(author.locator("#cy-send"));
        assertThat(author.locator("#cy-title-error")).isVisible();
        assertThat(author.locator("#cy-title")).isFocused();
        author.keyboard().type("门口加一盏灯");
        author.fill("#cy-words", "晚上太暗，老人容易摔倒。");
        author.check("input[name=cy-scope][value=point]");
        author.locator("#map").click();
        assertThat(author.locator("#cy-pinned")).isVisible();
        author.setInputFiles("#cy-photos", WardenPhone.photo(files, 7, 300, 200));
        assertThat(author.locator(".photos__one[data-status=ready]")).isVisible();
        Axe.findsNothing(author, "a proposal that is written");
        assertThat(phone.pageScrolls()).isFalse();
        press(author.locator("#cy-send"));
        assertThat(author.locator("[data-own]")).containsText("待审核");
        author.navigate(COURTYARD);
        assertThat(author.locator("#cy-proposals, .empty")).not().containsText("门口加一盏灯");

        desk.selectOption("#cy-queue", "waiting");
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("门口加一盏灯"));
        press(card.locator("[data-act=publish]"));
        assertThat(desk.locator("#cy-said")).containsText("已公开");
        neighbourSupports(desk);
        communityAnswers(desk);
        author.navigate(COURTYARD);
        press(author.locator("[data-own]").getByText("查看"));
        assertThat(author.locator("#cy-work")).containsText("已转为诉求工单");
        assertThat(author.locator(".timeline")).containsText("马上安排");
        assertThat(author.locator("#cy-count")).containsText("1 位邻居附议");
        assertThat(author.locator(".cy__photo")).isVisible();
        JsonNode proposed = citizen()
                .get("/api/v1/courtyard/" + AREA + "/proposals")
                .json()
                .path("items")
                .get(0);
        assertThat(proposed.at("/place/lon").isNumber()).isTrue();
        Axe.findsNothing(author, "an adopted proposal");
        assertThat(phone.pageScrolls()).isFalse();
        theAnsweredOneIsTakenDown(desk, author);
        itIsClosedAllTheSame(desk);
        anotherIsDeclined(desk, citizen);
    }

    private static void itIsClosedAllTheSame(Page desk) {
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("门口加一盏灯"));
        press(card.locator("[data-act=close]"));
        card.locator("input[name=cy-outcome][value=partly_implemented]").check();
        desk.fill("#cy-reason", "装了一盏，另一盏等电路改造");
        Axe.findsNothing(desk, "the end of a proposal that is written");
        press(card.locator("#cy-do"));
        assertThat(desk.locator("#cy-said")).containsText("已办结");
        assertThat(card).hasCount(0);
        desk.selectOption("#cy-queue", "done");
        assertThat(card).containsText("装了一盏，另一盏等电路改造");
    }

    private static void anotherIsDeclined(Page desk, ApiClient author) {
        JsonNode proposed = WardenPhone.ok(author.postJson(
                "/api/v1/courtyard/" + AREA + "/proposals", Map.of("title", "楼顶养鸽子", "words", "给孩子们看。")));
        desk.selectOption("#cy-queue", "waiting");
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("楼顶养鸽子"));
        press(card.locator("[data-act=publish]"));
        desk.selectOption("#cy-queue", "to_answer");
        press(card.locator("[data-act=decline]"));
        desk.fill("#cy-reason", "楼顶不能上人，鸽粪影响邻居。");
        press(card.locator("#cy-do"));
        assertThat(desk.locator("#cy-said")).containsText("已答复");
        Page reader = desk.context().newPage();
        reader.navigate(
                "/courtyard?area=" + AREA + "&proposal=" + proposed.path("id").asText());
        assertThat(reader.locator(".timeline")).containsText("楼顶不能上人");
        reader.close();
    }

    /** Staff read what was said, not by whom, and let the proposal stand. */
    private static void neighbourReports(Page page, Page desk) {
        press(page.locator("#cy-report"));
        page.fill("#cy-reason", "写了别人家的门牌");
        press(page.locator("#cy-report-now"));
        assertThat(page.locator("#cy-said")).containsText("Reported.");
        desk.selectOption("#cy-queue", "reported");
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("门口加一盏灯"));
        assertThat(card).containsText("写了别人家的门牌");
        press(card.locator("[data-act=settle]"));
        assertThat(card).hasCount(0);
    }

    private static void theAnsweredOneIsTakenDown(Page desk, Page author) {
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("门口加一盏灯"));
        press(card.locator("[data-act=refuse]"));
        assertThat(card.locator("#cy-reason")).isFocused();
        desk.fill("#cy-reason", "辱骂他人");
        press(card.locator("#cy-do"));
        assertThat(card.locator(".stage")).hasText("撤下");
        assertThat(card.locator("[data-act=refuse]")).hasCount(0);
        assertThat(card.locator("[data-act=close]")).isVisible();
        author.navigate(COURTYARD);
        assertThat(author.locator("[data-own]")).containsText("撤下");
        assertThat(author.locator("[data-own]")).containsText("辱骂他人");
        assertThat(author.locator("[data-own]").getByText("查看")).hasCount(0);
    }

    private static void asksToBeConfirmed(Page author) {
        press(author.locator("#cy-live-here"));
        assertThat(author.locator("#cy-home-name")).isFocused();
        author.keyboard().type("王小明");
        author.fill("#cy-home-address", "南桥里 3 号楼 2 单元 501");
        Axe.findsNothing(author, "who asks to be confirmed");
        press(author.locator("#cy-home-send"));
        assertThat(author.locator("#cy-said")).containsText("等社区确认");
    }

    private static void confirm(Page desk, ApiClient citizen, String reference) {
        String account =
                citizen.get("/api/v1/session/residency").json().path("account").asText();
        desk.selectOption("#cy-queue", "residents");
        Locator card = desk.locator("[data-account='" + account + "']");
        press(card.locator("[data-act=check]"));
        assertThat(desk.locator("#cy-reference")).isFocused();
        assertThat(card.locator(".cy__who")).containsText("号楼");
        desk.keyboard().type(reference);
        Axe.findsNothing(desk, "a resident who is looked up in the register");
        press(card.locator("[data-act=confirm]"));
        assertThat(desk.locator("#cy-said")).containsText("已确认");
        assertThat(card).hasCount(0);
        desk.selectOption("#cy-queue", "confirmed");
        assertThat(card).isVisible();
    }

    /** Spaces and full-width signs are no other number; a part of one is. */
    private static void findsByWholeNumberOnly(Page desk, ApiClient citizen) {
        String account =
                citizen.get("/api/v1/session/residency").json().path("account").asText();
        desk.fill("#cy-register", " 3-2-501／1 ");
        press(desk.locator("[data-act=find]"));
        assertThat(desk.locator("#cy-having")).containsText("确认的居民");
        assertThat(desk.locator("[data-account]")).hasCount(1);
        assertThat(desk.locator("[data-account='" + account + "']")).isVisible();
        Axe.findsNothing(desk, "who has a number of the register");
        desk.fill("#cy-register", "3-2-501");
        press(desk.locator("[data-act=find]"));
        assertThat(desk.locator("#cy-having")).hasText("没有以 3-2-501 确认的居民");
        assertThat(desk.locator("[data-account]")).hasCount(0);
        press(desk.locator("[data-act=all]"));
        assertThat(desk.locator("[data-account='" + account + "']")).isVisible();
    }

    private void neighbourSupports(Page desk) {
        ApiClient neighbour = citizen();
        neighbour.putJson("/api/v1/session/residency", Map.of("unit", "C001", "name", "邻居", "address", "四号楼 101"));
        desk.navigate("/courtyard?view=desk");
        desk.waitForSelector("#cy-queue");
        confirm(desk, neighbour, "4-1-101/1");
        Page page = as(neighbour, desktop(), COURTYARD + "&lang=en");
        press(page.getByText("门口加一盏灯").first());
        assertThat(page.locator("#cy-count")).containsText("0 neighbours support it");
        press(page.locator("#cy-support"));
        assertThat(page.locator("#cy-count")).containsText("1 neighbour supports it");
        assertThat(page.locator("#cy-support")).hasAttribute("aria-pressed", "true");
        Axe.findsNothing(page, "a supported proposal", "en");
        neighbourReports(page, desk);
    }

    private static void communityAnswers(Page desk) {
        desk.selectOption("#cy-queue", "to_answer");
        Locator card = desk.locator(".cy__card", new Page.LocatorOptions().setHasText("门口加一盏灯"));
        press(card.locator("[data-act=adopt]"));
        assertThat(card.locator("#cy-reason")).isFocused();
        desk.fill("#cy-reason", "马上安排");
        Axe.findsNothing(desk, "an answer that is written");
        press(card.locator("#cy-do"));
        assertThat(desk.locator("#cy-said")).containsText("已答复");
        desk.selectOption("#cy-queue", "under_way");
        assertThat(desk.locator("#cy-work-list")).containsText("门口加一盏灯");
    }

    @Test
    void aCommunityIsFoundWithoutTheMapAndFromIt() {
        MapPage phone = phone();
        Page page = phone.page();
        page.navigate("/courtyard");
        page.selectOption("#area-0", "990101");
        page.selectOption("#area-1", "990101001");
        page.selectOption("#area-2", AREA);
        assertThat(page.locator("#cy-name")).hasText("南桥社区居委会");
        Axe.findsNothing(page, "a community's page");
        press(page.locator("#cy-tab-about"));
        assertThat(page.locator("#cy-places")).isVisible();
        press(page.locator("[data-neighbour]").first());
        assertThat(page.locator("#cy-name")).not().hasText("南桥社区居委会");
        assertThat(phone.pageScrolls()).isFalse();

        Page map = desktop().open("lon=116.409&lat=39.905").page();
        press(map.locator("#courtyard-here"));
        map.waitForURL(Pattern.compile("/courtyard\\?area=" + AREA));
        assertThat(map.locator("#cy-name")).hasText("南桥社区居委会");
    }

    @Test
    void staffWriteANoticeInBothLanguages() {
        Page desk = staff(desktop());
        desk.selectOption("#cy-queue", "notices");
        desk.selectOption("#cy-care", AREA);
        press(desk.locator("#cy-new-notice"));
        assertThat(desk.locator("#cy-notice")).isFocused();
        withoutAFrame(desk, () -> {
            desk.fill("#cy-notice-title-zh", "电梯检修");
            desk.fill("#cy-notice-words-zh", "周四上午停梯两小时。");
            desk.fill("#cy-notice-title-en", "Lift inspection");
            desk.fill("#cy-notice-words-en", "No lift for two hours on Thursday morning.");
        });
        Axe.findsNothing(desk, "a notice that is written");
        press(desk.locator("#cy-save-notice"));
        assertThat(desk.locator("[data-notice]").first()).containsText("电梯检修");
        Page reader = desktop().page();
        reader.navigate(COURTYARD + "&lang=en");
        assertThat(reader.locator(".cy__notice").getByText("Lift inspection")).isVisible();
    }

    /** Does what a person, or what fills forms for one, does before the browser's next frame: nothing of it may be lost. */
    private static void withoutAFrame(Page page, Runnable acts) {
        page.evaluate(
                "() => { window.held = []; window.nextFrame = requestAnimationFrame; requestAnimationFrame = (draw) => held.push(draw); }");
        acts.run();
        page.evaluate(
                "() => { requestAnimationFrame = nextFrame; held.forEach((draw) => requestAnimationFrame(draw)); }");
    }
}
