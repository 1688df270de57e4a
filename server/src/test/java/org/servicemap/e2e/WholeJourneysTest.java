package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** From the first word to the last number, through the pages of all who take part; nobody calls the API beside them. */
class WholeJourneysTest extends E2eTest {
    private static final String WORDS = "三号楼电梯困人";

    private static Page staff(MapPage on, String login, String path) {
        Page page = on.page();
        page.navigate(path);
        page.waitForSelector("#login");
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        return page;
    }

    private Page desk(MapPage on, String login, String number) {
        Page page = staff(on, login, "/desk?view=detail&number=" + number);
        page.waitForSelector(".dhead .pill");
        return page;
    }

    private static Locator state(Page page) {
        return page.locator(".dhead .pill");
    }

    /** By its button, or from the list of those that are seldom needed; fills its form and sends it. */
    private static void act(Page page, String action, Map<String, String> inputs) {
        page.locator("[data-action=" + action + "], .dacts__more option[value=" + action + "]")
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        Locator button = page.locator("[data-action=" + action + "]");
        if (button.count() > 0) {
            button.click();
        } else {
            page.selectOption(".dacts__more", action);
        }
        page.waitForSelector(".aform");
        inputs.forEach((name, value) -> {
            Locator input = page.locator("#in-" + name);
            if (input.evaluate("each => each.tagName").equals("SELECT")) {
                input.selectOption(value);
            } else {
                input.fill(value);
            }
        });
        page.locator(".aform .btn--primary").click();
        assertThat(page.locator(".aform [role=alert], .aform .ff__error")).hasCount(0);
        assertThat(page.locator(".aform")).hasCount(0);
    }

    @Test
    void aReportIsDisputedRedispatchedWhistledHandledAndCounted() {
        ReportPage report = new ReportPage(phone()).open(Qingxi.INSIDE + "&category=HOUS-LIFT");
        report.says(WORDS).leavesPhone("13800138055");
        report.submit();
        String number = report.number().textContent().replace(" ", "");
        Page citizen = report.page();
        citizen.locator(".receipt__next a").click();
        FollowPage follow = new FollowPage(citizen);
        assertThat(follow.stage()).hasText("已派单");

        Page department = desk(desktop(), "handler-department", number);
        act(department, "dispute", Map.of("reason", "属街道物业管理"));
        assertThat(state(department)).hasText("派单争议");
        Page dispatcher = desk(desktop(), "dispatcher", number);
        act(dispatcher, "redirect", Map.of("unit", "S001", "reason", "由属地街道牵头"));
        Page lead = desk(phone(), "lead", number);
        act(lead, "accept", Map.of());
        act(lead, "contact", Map.of());
        act(lead, "whistle", Map.of("units", "D01-HOUSING", "reason", "请派电梯专家到场"));
        department.reload();
        act(department, "report_in", Map.of("text", "专家已到场"));
        lead.reload(); // the report of the department has changed it
        act(lead, "appraise", Map.of("unit", "D01-HOUSING", "score", "5"));
        assertThat(lead.locator(".desk__detail")).containsText("主办单位评分 5");
        act(lead, "ask_extension", Map.of("until", "2099-01-05T10:00", "reason", "等配件"));
        assertThat(lead.locator("#extension-asked")).containsText("申请延期至");
        act(lead, "handle", Map.of("reply", "人已救出，电梯已修复", "outcome", "solved"));
        assertThat(state(lead)).hasText("待回访");

        citizen.reload();
        assertThat(citizen.locator("#content, main").first()).containsText("人已救出，电梯已修复");
        follow.choose("call_back");
        follow.answer("contacted", "yes").answer("solved", "yes").answer("satisfaction", "satisfied");
        follow.send("call_back");
        assertThat(follow.stage()).hasText("已办结");
        Page supervisor = staff(desktop(), "supervisor", "/login?return_to=/rates");
        supervisor.locator("#n-S001-solved").press("Enter");
        assertThat(supervisor.locator(".rates__requests")).containsText(WORDS);
    }

    /** One thing at a time: the next key counts when this one is answered, which the desk may hear of before. */
    private static void begin(Page counter) {
        counter.waitForResponse(
                        answer -> answer.request().method().equals("POST"),
                        () -> counter.keyboard().press("F7"))
                .finished();
    }

    /** Others may wait before: they are served first. */
    private static void callUntil(Page counter, String label) {
        for (int i = 0; i < 6; i++) {
            counter.keyboard().press("F2");
            Locator called = counter.locator("#current:not(.is-serving)");
            called.waitFor();
            if (called.textContent().contains(label)) {
                return;
            }
            begin(counter);
            counter.locator("#current.is-serving").waitFor();
        }
        throw new AssertionError(label + " is never called");
    }

    @Test
    void aCitizenFindsAHallBooksAndChecksIn() {
        new OpenHall();
        Page citizen = phone().page();
        citizen.navigate("/book");
        citizen.locator("input[value=elderly_card]").check();
        citizen.locator("input[name=where][value=none]").check();
        citizen.locator("button[data-hall=" + OpenHall.PLACE + "]").click();
        citizen.locator("[data-start]").first().click();
        citizen.fill("#name", "陈晓");
        citizen.fill("#phone", "13911112229");
        citizen.press("#phone", "Enter");
        citizen.waitForURL(Pattern.compile("/appointment#booking="));
        String booking = citizen.url().replaceAll(".*#booking=", "");

        Page counter = staff(desktop(), "handler", "/hall?hall=" + OpenHall.PLACE + "&counter=1");
        counter.waitForSelector(".hall");
        Page inside = phone().page();
        inside.navigate("/checkin#booking=" + booking);
        inside.click("#here");
        String label = inside.locator(".checkin__label").textContent();
        counter.locator("[data-ticket=" + label + "]").waitFor();
        callUntil(counter, label);
        assertThat(inside.locator(".checkin__to")).containsText("1");
        begin(counter);
        assertThat(counter.locator("#current.is-serving")).isVisible();
        counter.keyboard().press("F8");
        assertThat(counter.locator("#current")).hasCount(0);
        citizen.reload();
        assertThat(citizen.locator("#stage")).hasText(Pattern.compile("已办|完成"));
    }
}
