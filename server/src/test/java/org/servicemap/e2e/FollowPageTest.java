package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Following a request with number and query code alone. */
class FollowPageTest extends E2eTest {
    @Test
    void theReceiptsLinkOpensTheRequest() {
        FollowPage follow = new ReportPage(desktop()).fileAndFollow();

        assertThat(follow.stage()).hasText("已派单");
        assertThat(follow.steps().first()).containsText("派给办理单位");
        assertThat(follow.page().locator(".kv")).containsText("东桥街道办事处");
    }

    @Test
    void noServerSeesTheCodeInAnAddress() {
        MapPage on = desktop();
        List<String> addresses = new CopyOnWriteArrayList<>();
        on.page().onRequest(request -> addresses.add(request.url().replaceAll("#.*", "")));
        FollowPage follow = new ReportPage(on).fileAndFollow();
        String code = (String) follow.page().evaluate("() => location.hash.slice(1)");

        assertThat(code).hasSize(14);
        assertThat(addresses).isNotEmpty().noneMatch(address -> address.contains(code));
    }

    @Test
    void numberAndCodeCanBeTyped() {
        ReportPage report = new ReportPage(desktop())
                .open(Qingxi.INSIDE)
                .says("路面有坑")
                .staysAnonymous()
                .submit();
        String number = report.number().textContent();
        String code = report.code().textContent();
        FollowPage follow = new FollowPage(report.page()).open().look(number, code.toLowerCase(java.util.Locale.ROOT));

        assertThat(follow.stage()).hasText("已收到");
        assertThat(follow.page().locator("#request-number")).hasText(number);
    }

    @Test
    void aWrongCodeIsSaidAtItsField() {
        expectFaults();
        FollowPage follow = new FollowPage(desktop().page()).open().look("20261122 0000001 0", "AAAA-AAAA-AAAA");

        assertThat(follow.page().locator("#code-error")).hasText("编号和查询码对不上，请核对。");
        assertThat(follow.page().locator("#code")).isFocused();
    }

    @Test
    void factsCanBeAdded() {
        FollowPage follow = new ReportPage(desktop()).fileAndFollow().choose("add_facts");
        follow.page().locator("#facts").fill("今天又多了一堆");
        follow.send("add_facts");

        assertThat(follow.page().locator("#said")).containsText("已转给办理单位");
        assertThat(follow.steps().first()).containsText("今天又多了一堆");
    }

    @Test
    void withdrawingAsksFirst() {
        FollowPage follow = new ReportPage(desktop()).fileAndFollow().choose("withdraw");

        assertThat(follow.page().locator("#form-withdraw")).hasText("确定撤回这件诉求吗？");
        assertThat(follow.stage()).hasText("已派单");
        follow.send("withdraw");
        assertThat(follow.stage()).hasText("已撤回");
        assertThat(follow.page().locator("[data-action]")).hasCount(0);
    }

    /** No unit works in this test, so the offer to evaluate is written into the true answer. */
    @Test
    void whatIsOfferedForEvaluationIsSent() {
        Page page = desktop().page();
        page.route("**/status", FollowPageTest::offerEvaluation);
        page.route("**/evaluation", Route::abort);
        expectFaults();
        FollowPage follow = new ReportPage(new MapPage(page)).fileAndFollow().choose("call_back");
        follow.send("call_back");
        assertThat(page.locator("#solved-error")).hasText("请选一项。");
        follow.answer("contacted", "yes").answer("solved", "no").answer("satisfaction", "basically_satisfied");
        Request sent = page.waitForRequest("**/evaluation", () -> follow.send("call_back"));

        assertThat(sent.postData())
                .contains("\"contacted\":true", "\"solved\":false", "\"satisfaction\":\"basically_satisfied\"");
    }

    @Test
    void aMessagesLinkOpensTheEvaluationWithoutNumberAndCode() {
        Page page = phone().page();
        page.route(
                "**/callback-links/status",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"number\":\"2026112200000011\",\"reply\":\"已经清走\"}")));
        page.route(
                "**/callback-links/evaluation",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"number\":\"2026112200000011\",\"state\":\"closed\"}")));
        page.navigate("/follow?number=2026112200000011#evaluate=AbCdEf");
        FollowPage follow = new FollowPage(page);
        assertThat(page.locator("#asked-reply")).hasText("已经清走");
        assertThat(page.locator("#code")).hasCount(0);
        follow.answer("contacted", "yes").answer("solved", "yes").answer("satisfaction", "satisfied");
        Request sent = page.waitForRequest("**/callback-links/evaluation", () -> follow.send("call_back"));

        assertThat(sent.postData()).contains("\"token\":\"AbCdEf\"", "\"solved\":true");
        assertThat(page.locator("#link-title")).hasText("谢谢，评价已收到。");
        assertThat(page.url()).doesNotContain("AbCdEf");
    }

    @Test
    void aLinkThatIsNoneIsSaidAndLeadsToNumberAndCode() {
        expectFaults();
        Page page = desktop().page();
        page.navigate("/follow?number=2026112200000011#evaluate=nobodys");

        assertThat(page.locator("#link-title")).hasText("这个链接不对，请从短信里完整打开。");
        page.locator("#by-code").click();
        assertThat(page.locator("#number")).hasValue("2026112200000011");
    }

    private static void offerEvaluation(Route route) {
        APIResponse answer = route.fetch();
        route.fulfill(new Route.FulfillOptions()
                .setResponse(answer)
                .setBody(answer.text().replace("\"actions\":[", "\"actions\":[\"call_back\",")));
    }
}
