package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** An operator takes calls, with hands on the keyboard. */
class OperatorPageTest extends E2eTest {
    private static Page operator(MapPage on) {
        Page page = on.page();
        page.navigate("/operator");
        page.fill("#login", "operator");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/operator"));
        page.waitForSelector(".op #caller");
        return page;
    }

    private static void begin(Page page, String number) {
        page.fill("#caller", number);
        page.press("#caller", "Enter");
        page.waitForSelector("#said");
    }

    private static void say(Page page, String text) {
        page.fill("#said", text);
        page.waitForSelector(".op__prop[data-group=place]");
        page.waitForSelector(".op__prop[data-group=category]");
    }

    private static void choose(Page page, String group) {
        String index =
                page.locator(".op__prop[data-group=" + group + "]").first().getAttribute("data-index");
        page.keyboard().press("Alt+Digit" + index);
    }

    private static Locator receipt(Page page) {
        return page.locator(".op__receipt");
    }

    @Test
    void aCallIsFiledByKeysAlone() {
        Page page = operator(desktop());
        begin(page, "13911110001");
        assertThat(page.locator("#caller-title")).hasText("139****0001");

        say(page, "书院家园的垃圾好几天没人清");
        choose(page, "place");
        choose(page, "category");
        assertThat(page.locator(".op__chosen")).isVisible();
        page.keyboard().press("Control+Enter");

        assertThat(receipt(page)).containsText("-");
        assertThat(page.locator("#said")).hasValue("");
        assertThat(page.locator(".op__past")).hasCount(1);
        assertThat(page.locator(".op__past")).containsText("已关联本次来电");
        page.keyboard().press("F9");
        assertThat(page.locator(".op #caller")).isFocused();
    }

    @Test
    void whoCallsAgainIsKnownByTheNumberAndItIsNowhereInTheAddress() {
        Page page = operator(desktop());
        begin(page, "13911110002");
        page.fill("#said", "路灯不亮");
        page.keyboard().press("F2");
        page.fill("#reply", "已经报修");
        page.keyboard().press("Control+Enter");
        assertThat(receipt(page)).isVisible();
        page.keyboard().press("F9");

        begin(page, "+86 139 1111 0002");

        assertThat(page.locator(".op__past")).containsText("路灯不亮");
        assertThat(page.locator(".op__past .pill")).hasText("已答复");
        assertThat(page.url()).doesNotContain("1111");
    }

    /** The desk shows a masked number; what is booked, found and cancelled is of the real one. */
    @Test
    void aCallersAppointmentIsMadeFoundAndOpened() {
        new OpenHall().book(3, "13911110009");
        Page page = operator(desktop());
        begin(page, "13911110009");
        assertThat(page.locator("#book-for")).hasAttribute("href", Pattern.compile("call=\\d+"));
        page.press("#caller-bookings", "Enter");
        assertThat(page.locator("#bookings-title")).isFocused();
        assertThat(page.locator("[data-booking]")).hasCount(1);
        Page opened = page.waitForPopup(() -> page.press("[data-booking]", "Enter"));
        assertThat(opened.locator("[data-doing=cancel]")).isVisible();
        page.keyboard().press("F9");
    }

    /** Most callers name no more than their community: the desk says all the same who would get it. */
    @Test
    void ofAnAreaAloneItIsForeseenWhoGetsIt() {
        Page page = operator(desktop());
        begin(page, "13911110011");
        say(page, "钟楼社区的垃圾好几天没人清");
        choose(page, "place");
        choose(page, "category");

        assertThat(page.locator(".op__chosen")).containsText("钟楼社区");
        assertThat(page.locator("#route")).containsText("东桥街道");
        assertThat(page.locator("#route")).containsText("登记时只记区域");
        page.keyboard().press("Control+Enter");
        assertThat(receipt(page)).containsText("东桥街道");
    }

    @Test
    void aCallIsDivertedByNumberKeys() {
        Page page = operator(desktop());
        begin(page, "13911110003");
        page.fill("#said", "要打官司");
        page.keyboard().press("F4");
        page.waitForSelector("#diversion-0");
        assertThat(page.locator("#diversion-0")).isFocused();
        page.keyboard().press("2");
        page.keyboard().press("Control+Enter");

        assertThat(receipt(page)).isVisible();
        assertThat(page.locator(".op__past .pill")).hasText("已转出");
    }

    @Test
    void aQuestionIsAnsweredFromAnArticleAndClosed() {
        Page page = operator(desktop());
        begin(page, "13911110005");
        say(page, "请问书院家园供暖室温多少度");
        page.keyboard().press("F2");
        page.waitForSelector(".op__prop[data-group=article]");
        page.keyboard().press("Alt+Digit1");
        assertThat(page.locator("#reply")).hasValue(Pattern.compile("18摄氏度"));
        assertThat(page.locator(".op__chosen")).containsText("heating-season");
        page.keyboard().press("Control+Enter");

        assertThat(receipt(page)).isVisible();
        assertThat(page.locator(".op__past .pill")).hasText("已答复");
    }

    @Test
    void withoutAPlaceItAsksOnceAndSaysWhatIsMissing() {
        Page page = operator(desktop());
        begin(page, "");
        assertThat(page.locator("#caller-title")).hasText("号码隐藏");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#said-error")).isVisible();
        page.fill("#said", "不知道归谁管");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".op__line.has-error")).isVisible();
        page.keyboard().press("Control+Enter");
        assertThat(receipt(page)).isVisible();
    }

    @Test
    void neverScrollsSidewaysAndAxeFindsNothing() {
        for (MapPage map : List.of(desktop(), phone())) {
            Page page = operator(map);
            begin(page, "13911110004");
            say(page, "书院家园的垃圾好几天没人清");
            for (String step : List.of("F4", "Escape")) {
                page.keyboard().press(step);
                Axe.findsNothing(map.page(), step);
            }
            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "() => document.querySelector('#content').scrollWidth <= document.querySelector('#content').clientWidth"))
                    .isTrue();
        }
    }
}
