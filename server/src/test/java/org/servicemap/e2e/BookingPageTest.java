package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.servicemap.Until;

/** From a matter to a booking and back, without a mouse and without the map. */
class BookingPageTest extends E2eTest {
    private static final String HALL = "hall-district";
    private static final String AT_HALL = "/book?place=" + HALL + "&matter=social_card";
    private static final int SEATS = 4;

    private static final String GIVE_BACK = """
            async () => {
              const { id, token } = JSON.parse(sessionStorage.getItem('servicemap.hold'));
              await fetch(`/api/v1/bookings/${id}/cancel`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ token }),
              });
            }""";

    private static final String FULL = """
            {"type": "about:blank", "title": "Conflict", "status": 409, "code": "slot_full", "alternatives":
              [{"hall": "hall-990101002", "starts_at": "2030-01-07T01:00:00Z", "ends_at": "2030-01-07T01:30:00Z"}]}""";

    /** The demo's halls open after the first start, beside everything else. */
    @BeforeEach
    void hallsAreOpen() {
        Page page = desktop().page();
        Until.is(
                "the halls are open",
                () -> page.request()
                                .get("/api/v1/halls?matter=social_card")
                                .text()
                                .split("\"earliest\":\"2", -1)
                                .length
                        > 4);
    }

    private static void press(Locator what, String key) {
        what.waitFor();
        Frames.pass(what.page());
        what.focus();
        what.press(key);
    }

    @Test
    void aMatterBecomesABookingThatIsMovedAndCancelled() {
        MapPage browser = phone();
        Page page = browser.page();
        List<String> addresses = new CopyOnWriteArrayList<>();
        page.onRequest(request -> addresses.add(request.url().replaceAll("#.*", "")));
        page.navigate("/book");
        press(page.locator("input[value=social_card]"), "Space");
        press(page.locator("input[name=where][value=none]"), "Space");
        assertThat(page.locator("[data-hall=hall-990101001]")).containsText("标出位置后才能预约");
        page.locator("[data-hall=" + HALL + "]").waitFor();
        Axe.findsNothing(page, "halls");
        press(page.locator("button[data-hall=" + HALL + "]"), "Enter");

        Locator slot = page.locator("[data-start]").first();
        assertThat(slot)
                .containsText(
                        Pattern.compile("月.*日.*\\d\\d:\\d\\d.*至 \\d\\d:\\d\\d.*清溪区政务服务中心.*余 \\d 个号", Pattern.DOTALL));
        Axe.findsNothing(page, "times");
        press(slot, "Enter");
        assertThat(page.locator("#hold-left")).containsText("还保留");
        page.locator("#name").waitFor();
        page.waitForResponse("**/extend", () -> page.keyboard().press("F2"));

        press(page.locator("#phone"), "Enter");
        assertThat(page.locator("#name-error")).hasText("请填写来办事的人的姓名。");
        assertThat(page.locator("#name")).isFocused();
        page.keyboard().type("陈晓");
        page.locator("#behalf").press("Space");
        page.locator("#phone").fill("138 0013 8000");
        page.locator("#phone").press("Enter");
        assertThat(page.locator("#bookedBy")).isFocused();
        assertThat(page.locator("#bookedBy-error")).isVisible();
        page.locator("#bookedBy").fill("陈大");
        page.locator("#bookedBy").press("Enter");
        page.waitForURL(Pattern.compile("/appointment#booking="));
        assertThat(page.locator("#booking-number")).hasText(Pattern.compile("\\d{3} \\d{3} \\d{3}"));
        assertThat(page.locator(".receipt__secret dl")).containsText("代办人");
        page.locator(".qr svg").waitFor();
        Axe.findsNothing(page, "ticket");
        assertThat(browser.pageScrolls()).isFalse();

        String before = page.locator("#title").textContent();
        press(page.locator("[data-doing=move]"), "Enter");
        press(page.locator("[data-start]").last(), "Enter");
        anotherHallIsOfferedToBookAnew(page);
        press(page.locator("[data-start]").last(), "Enter");
        press(page.locator("#move-yes"), "Enter");
        assertThat(page.locator("#said")).containsText("已改期");
        assertThat(page.locator("#title")).not().hasText(before);
        press(page.locator("[data-doing=cancel]"), "Enter");
        assertThat(page.locator("#doing-cancel")).isFocused();
        press(page.locator("#cancel-yes"), "Enter");
        assertThat(page.locator("#stage")).hasText("已取消");
        String token = page.url().replaceAll(".*#booking=\\d+\\.", "");
        assertThat(addresses).isNotEmpty().noneMatch(address -> address.contains(token));
    }

    /** A booking stays in its hall: what is free elsewhere is a link. */
    private void anotherHallIsOfferedToBookAnew(Page page) {
        expectFaults();
        page.route(
                "**/reschedule",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(409)
                        .setContentType("application/problem+json")
                        .setBody(FULL)));
        press(page.locator("#move-yes"), "Enter");
        assertThat(page.locator("a[data-elsewhere]"))
                .hasAttribute("href", "/book?place=hall-990101002&matter=social_card");
        page.unroute("**/reschedule");
    }

    @Test
    void anExpiredHoldLeadsBackWithEverythingThatWasTyped() {
        expectFaults();
        Page page = desktop().page();
        page.route("**/api/v1/bookings", BookingPageTest::forOneSecond);
        page.navigate(AT_HALL);
        page.locator("[data-start]").nth(3).click();
        page.locator("#name").fill("李敏");
        page.locator("#phone").fill("13900139000");
        assertThat(page.locator("#hold-over")).containsText("保留时间已过");
        page.evaluate(GIVE_BACK);
        page.locator("#confirm").click();
        assertThat(page.locator("#refusal")).containsText("请重新选时间");
        page.locator("[data-start]").nth(4).click();
        assertThat(page.locator("#name")).hasValue("李敏");
        assertThat(page.locator("#phone")).hasValue("13900139000");
    }

    private static void forOneSecond(Route route) {
        com.microsoft.playwright.APIResponse answer = route.fetch();
        route.fulfill(new Route.FulfillOptions()
                .setResponse(answer)
                .setBody(answer.text().replaceAll("\"hold_seconds\":\\d+", "\"hold_seconds\":1")));
    }

    @Test
    void whoComesTooLateIsOfferedTheNearestTimesInOnePress() {
        expectFaults();
        Page page = desktop().page();
        page.navigate("/book?place=hall-district&matter=marriage&view=calendar");
        Locator last = page.locator("[data-start]").last();
        last.waitFor();
        Map<String, Object> visit = Map.of(
                "hall",
                HALL,
                "matters",
                List.of("marriage"),
                "starts_at",
                String.valueOf(last.getAttribute("data-start")));
        for (int i = 0; i < SEATS; i++) {
            page.request().post("/api/v1/bookings", RequestOptions.create().setData(visit));
        }
        last.click();
        assertThat(page.locator("#refusal")).containsText("刚被约满");
        assertThat(page.locator("#refusal")).isFocused();
        Locator other = page.locator("[data-alternative]").first();
        assertThat(other).containsText("清溪区政务服务中心");
        other.click();
        page.locator("#name").waitFor();
        assertThat(page.locator("#hold")).containsText("还保留");
        anAnswerThatIsLostIsAskedForAgain(page);
    }

    /** With the same key: who presses again gets what they hold already. */
    private static void anAnswerThatIsLostIsAskedForAgain(Page page) {
        List<String> keys = new CopyOnWriteArrayList<>();
        page.route("**/api/v1/bookings", route -> {
            keys.add(route.request().headerValue("Idempotency-Key"));
            com.microsoft.playwright.APIResponse answer = route.fetch();
            if (keys.size() == 1) {
                route.abort();
            } else {
                route.fulfill(new Route.FulfillOptions().setResponse(answer));
            }
        });
        press(page.locator("#other-time"), "Enter");
        Locator slot = page.locator("[data-start][aria-pressed=false]").first();
        slot.waitFor();
        Locator same = page.locator("[data-start='" + slot.getAttribute("data-start") + "']");
        press(same, "Enter");
        assertThat(page.locator("#refusal")).containsText("请检查网络");
        press(same, "Enter");
        page.locator("#name").waitFor();
        assertThat(page.locator("#hold-left")).containsText("还保留");
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
    }

    @Test
    void manyHallsAreFoundByNameAndContinued() {
        Page page = desktop().page();
        page.route(Pattern.compile("/api/v1/halls\\?"), BookingPageTest::firstTwo);
        page.route("**/api/v1/halls/matters", BookingPageTest::socialCardOnly);
        page.navigate("/book?matter=social_card");
        press(page.locator("input[name=where][value=none]"), "Space");
        Locator halls = page.locator("#halls > li");
        assertThat(halls).hasCount(2);
        page.locator("#hall-filter").fill("东桥");
        assertThat(halls).hasText(new Pattern[] {Pattern.compile("东桥街道便民服务中心")});
        page.locator("#hall-filter").fill("");
        assertThat(halls).hasCount(2);
        Axe.findsNothing(page, "halls to be found by name");
        press(page.locator("#more-halls"), "Enter");
        assertThat(halls.nth(2).locator("[data-hall]")).isFocused();
        assertThat(page.locator("#more-halls")).hasCount(0);
        page.locator("#matter-filter").fill("读者证");
        assertThat(page.locator(".matterlist__off:has-text('读者证')")).containsText("不接受网上预约");
        assertThat(page.locator("input[value=library_card]")).hasCount(0);
    }

    private static void socialCardOnly(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody("{\"items\": [{\"code\": \"social_card\", \"halls\": 4}], \"next\": null}"));
    }

    private static void firstTwo(Route route) {
        String url = route.request().url();
        boolean first = !url.contains("cursor=") && !url.contains("q=");
        route.resume(new Route.ResumeOptions().setUrl(first ? url.replace("limit=50", "limit=2") : url));
    }

    @Test
    void aPlaceAndTheMapLeadToFreeTimes() {
        Page page = desktop().page();
        page.navigate("/places/" + HALL);
        assertThat(page.locator("a[href='/book?place=" + HALL + "']")).containsText("预约，最早");
        page.navigate("/?matter=social_card&panel=places");
        assertThat(page.locator(".hallmark").nth(3)).isAttached(); // other tests may have opened one more hall
        assertThat(page.locator(".soonlegend")).containsText("社会保障卡申领");
        page.locator("#sort").selectOption("earliest");
        page.locator("[data-place=hall-990101001] .av").waitFor();
        page.locator("[data-place=hall-990101001]").press("Enter");
        page.locator("#place-book").click();
        page.waitForURL(Pattern.compile("/book\\?place=hall-990101001&matter=social_card"));
        page.locator("[data-start]").first().waitFor();
        page.navigate("/?" + Qingxi.INSIDE + "&place=" + HALL);
        assertThat(page.locator("#place-book")).hasAttribute("href", Pattern.compile("&" + Qingxi.INSIDE + "$"));
        // far from the hall: the map comes to it when it is chosen
        page.navigate("/book?matter=social_card&lon=116.38&lat=39.88&place=" + HALL);
        assertThat(page.locator(".hallmark:has(.is-on)")).isInViewport();
    }
}
