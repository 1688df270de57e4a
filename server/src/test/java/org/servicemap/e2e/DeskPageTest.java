package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** Staff at the desk: each sees its lists and takes its actions, in the forms that the table of transitions asks for. */
class DeskPageTest extends E2eTest {
    private static final String WASTE_IN_DONGQIAO =
            "{\"text\":\"垃圾桶满了\",\"category\":\"CITY-WASTE\",\"where\":{\"kind\":\"pin\",\"lon\":116.412,\"lat\":39.902}}";
    /** Somebody can be called back about it. */
    private static final String OF_SOMEBODY =
            WASTE_IN_DONGQIAO.replace("{\"text\"", "{\"contact\":{\"name\":\"李雷\",\"phone\":\"13800138001\"},\"text\"");

    private static final String UNCLEAR = "{\"text\":\"不知道归谁管\"}";

    private static String file(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(TestApp.url() + "/api/v1/requests"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).path("number").asText();
    }

    private static Page desk(MapPage on, String login, String query) {
        Page page = on.page();
        page.navigate("/desk?" + query);
        page.waitForSelector("#login");
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.locator("form .btn--primary").click();
        page.waitForSelector(".app--desk");
        return page;
    }

    private static Locator state(Page page) {
        return page.locator(".dhead .pill");
    }

    private static void begin(Page page, String action) {
        page.locator("[data-action=" + action + "]").click();
    }

    private static void send(Page page) {
        page.locator(".aform .btn--primary").click();
    }

    @Test
    void aDispatcherSendsARequestOnAndTakesItBack() throws Exception {
        Page page = desk(desktop(), "dispatcher", "tab=queue&number=" + file(UNCLEAR));

        begin(page, "dispatch");
        send(page);
        assertThat(page.locator(".ff__error")).containsText("单位");
        page.fill("#in-unit", "S001");
        page.fill("#in-copies", "S002,D0");
        assertThat(page.locator("#in-copies-list option[value='S002,D01']")).hasCount(1);
        assertThat(page.locator("#in-copies-list option[value^='S002,S']")).hasCount(0);
        page.fill("#in-copies", "S002,D01");
        assertThat(page.locator("#in-copies-names")).containsText("清溪区");
        send(page);
        assertThat(state(page)).hasText("待签收");
        page.locator(".toast button").click();
        assertThat(state(page)).hasText("待派单");
    }

    /** On a phone the lists are one row, the open one in sight; a list in which something is past its date says so. */
    @Test
    void theTabsOfAPhoneAreOneRowAndSayWhatIsLate() {
        MapPage phone = phone();
        phone.page()
                .route(
                        url -> url.contains("/requests/count") && url.contains("view=suspended"),
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"count\":" + (route.request().url().contains("late=true") ? 2 : 3)
                                        + ",\"more\":false}")));
        Page page = desk(phone, "dispatcher", "tab=suspended&lang=en");

        assertThat(page.locator("[data-tab=suspended]")).hasText(Pattern.compile("Suspended\\s*3\\s*2 past the date"));
        assertThat(page.locator("[data-tab=suspended] .count--over")).hasCount(1);
        assertThat(page.locator("[data-tab=suspended] .count--over")).hasCSS("font-weight", "600");
        assertThat(page.locator("[data-tab=suspended]")).isInViewport();
        assertThat(page.locator(".qtabs").boundingBox().height).isLessThan(60);
        page.locator("[data-tab=all]").click();
        assertThat(page.locator("[data-tab=all]")).isInViewport();
    }

    @Test
    void photosGoFromTheCitizenToTheUnitAndBackAndAContactOpensWithAReason() throws Exception {
        ReportPage report = new ReportPage(phone()).open(Qingxi.INSIDE + "&category=CITY-WASTE");
        report.page().locator("#photos").setInputFiles(photo("垃圾.png"));
        report.page().waitForSelector(".photos__one[data-status=ready]");
        report.says("门口垃圾").leavesPhone("13800138000").submit();
        String number = report.number().textContent().replace(" ", "");
        String follow = report.page().locator(".receipt__next a").getAttribute("href");

        Page unit = desk(desktop(), "handler", "number=" + number);
        assertThat(unit.locator(".desk__detail .photos__one img")).hasCount(1);
        assertThat(unit.locator("#contact")).hasCount(0);
        unit.locator("summary", new Page.LocatorOptions().setHasText("联系诉求人")).press("Enter");
        unit.fill("input[name=reason]", "上门前联系");
        unit.locator(".considered form button").click();
        assertThat(unit.locator("#contact")).containsText("13800138000");
        for (String action : List.of("accept", "contact")) {
            begin(unit, action);
            send(unit);
            assertThat(unit.locator(".aform")).hasCount(0);
        }
        begin(unit, "handle");
        unit.fill("#in-reply", "已经清走");
        unit.selectOption("#in-outcome", "solved");
        unit.locator("#in-attachments").setInputFiles(photo("proof.png"));
        unit.waitForSelector(".aform .photos__one[data-status=ready]");
        send(unit);
        assertThat(state(unit)).hasText("待回访");

        Page citizen = phone().page();
        citizen.navigate(follow);
        assertThat(citizen.locator(".photos__one img")).hasCount(2);
        assertThat(citizen.locator(".photos__state")).hasText("办理照片");
    }

    @Test
    void aDisputesEvidenceIsAPointOfTheMap() throws Exception {
        Page page = desk(desktop(), "handler", "number=" + file(WASTE_IN_DONGQIAO));
        page.waitForSelector(".dhead h1");
        page.selectOption(".dacts__more", "dispute");
        page.fill("#in-reason", "不在我们这里");
        page.locator("#map").press("Enter");
        assertThat(page.locator("#in-evidence")).hasValue(Pattern.compile("116\\.\\d{7}, 39\\.\\d{7}"));
        send(page);
        assertThat(page.locator(".aform")).hasCount(0);
        assertThat(page.locator("#map .pin")).hasCount(0);
        page.locator("[data-evidence]").press("Enter");
        assertThat(page.locator("#map .pin")).hasCount(1);
    }

    private static FilePayload photo(String name) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "png", png);
        return new FilePayload(name, "image/png", png.toByteArray());
    }

    @Test
    void aUnitAcceptsContactsAndAnswersAndAnOperatorCallsBack() throws Exception {
        String number = file(OF_SOMEBODY);
        Page unit = desk(phone(), "handler", "view=detail&number=" + number);

        begin(unit, "accept");
        send(unit);
        begin(unit, "contact");
        send(unit);
        assertThat(state(unit)).hasText("办理中");
        begin(unit, "handle");
        unit.fill("#in-reply", "已经清走");
        unit.selectOption("#in-outcome", "solved");
        send(unit);
        assertThat(state(unit)).hasText("待回访");
        Page operator = desk(desktop(), "operator", "tab=callbacks&number=" + number);
        begin(operator, "call_back");
        operator.selectOption("#in-contacted", "true");
        operator.selectOption("#in-solved", "true");
        operator.selectOption("#in-satisfaction", "satisfied");
        send(operator);
        assertThat(state(operator)).hasText("办结");
    }

    @Test
    void theKeyboardGoesThroughTheListAndTheAddressFollows() throws Exception {
        String number = file(UNCLEAR);
        Page page = desk(desktop(), "dispatcher", "tab=all");
        page.waitForSelector("[data-number='" + number + "']");

        page.keyboard().press("j");
        assertThat(page.locator(".q.is-on")).hasCount(1);
        page.waitForURL(Pattern.compile("number=\\d+"));
    }

    @Test
    void manyAreDispatchedAtOnceAndTakenBackAtOnce() throws Exception {
        List<String> numbers = List.of(file(UNCLEAR), file(UNCLEAR));
        Page page = desk(desktop(), "dispatcher", "tab=queue");
        page.locator("[data-bulk]").click();
        for (String number : numbers) {
            page.locator("li:has([data-number='" + number + "']) .qpick__box").check();
        }

        page.selectOption(".bulk select", "dispatch");
        page.fill(".bulk #in-unit", "S001");
        page.locator(".bulk .btn--primary").click();
        assertThat(page.locator(".toast")).containsText("完成 2 件");
        assertThat(page.locator("[data-number='" + numbers.get(0) + "']")).hasCount(0);

        page.locator(".toast button").click();
        for (String number : numbers) {
            assertThat(page.locator("[data-number='" + number + "']")).hasCount(1);
        }
    }

    @Test
    void whatOthersFileArrivesByItself() throws Exception {
        MapPage on = desktop();
        Page page = on.page();
        // what is filed from when the stream is open is told; with it open the page asks by itself once a minute only
        page.waitForResponse("**/api/v1/requests/events", () -> desk(on, "dispatcher", "tab=queue"));
        page.waitForSelector(".qtab .count");

        String number = file(UNCLEAR);

        page.waitForSelector("[data-number='" + number + "']", new Page.WaitForSelectorOptions().setTimeout(20_000));
    }

    @Test
    void aMatterIsSplitOffAndStandsBesideTheRequest() throws Exception {
        Page page = desk(desktop(), "dispatcher", "tab=work&number=" + file(WASTE_IN_DONGQIAO));
        page.selectOption(".dacts__more", "split");
        page.locator(".aform .btn--primary").click();
        assertThat(page.locator(".aform [role=alert]")).containsText("分类");
        page.selectOption("#split-category-0", "CITY-LAMP");
        page.fill("#split-text-0", "旁边的路灯也不亮");
        page.fill("#split-reason", "两件事");

        page.locator(".aform .btn--primary").click();

        assertThat(page.locator(".toast")).containsText("已拆分");
        page.locator(".similar").first().click();
        assertThat(page.locator(".dhead h1")).hasText("路灯不亮");
    }

    @Test
    void wordsForThePublicAreReviewedAndTakenBack() throws Exception {
        Page page = desk(desktop(), "dispatcher", "tab=publication&number=" + file(WASTE_IN_DONGQIAO));
        page.locator("summary", new Page.LocatorOptions().setHasText("公开内容")).press("Enter");
        page.fill("#publish-text", "路边有垃圾");
        page.locator("form:has(#publish-text) .btn--primary").click();
        assertThat(page.locator(".toast")).hasText("已公开");

        page.locator("form:has(#publish-text) button[type=button]").click();
        assertThat(page.locator(".toast")).hasText("已撤下");
    }

    @Test
    void aReplyIsKeptAsATemplateAndUsedForTheNext() throws Exception {
        Page page = desk(desktop(), "lead", "number=" + file(WASTE_IN_DONGQIAO));
        begin(page, "accept");
        send(page);
        assertThat(page.locator(".aform")).hasCount(0);
        begin(page, "handle");
        page.fill("#in-reply", "{category}已处理");
        page.locator(".aform .btn--s").click();
        page.fill("#template-title", "已处理");
        page.locator(".aform__row .btn--s").first().click();
        assertThat(page.locator(".toast")).hasText("模板已保存");

        page.selectOption(".aform select[aria-label='插入模板…']", new SelectOption().setLabel("已处理"));
        assertThat(page.locator("#in-reply")).hasValue("垃圾堆放已处理");
    }

    @Test
    void neverScrollsThePageAndAxeFindsNothing() throws Exception {
        String number = file(WASTE_IN_DONGQIAO);
        for (MapPage map : List.of(desktop(), phone())) {
            Page page = desk(map, "dispatcher", "tab=work&view=detail&number=" + number);
            page.waitForSelector(".dhead h1");
            assertThat(map.pageScrolls()).isFalse();
            Axe.findsNothing(map.page(), "desk");
        }
    }
}
