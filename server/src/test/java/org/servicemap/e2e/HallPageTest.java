package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/** A day in a hall: kiosk, counter and public screen, each in a browser of its own; and its schedule. */
class HallPageTest extends E2eTest {
    /** Machines without loudspeakers: what would be heard is written down. */
    private static final String EARS = """
            window.heard = [];
            const part = () => ({ frequency: {}, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
              connect: (next) => next, start() { heard.push('chime'); }, stop() {} });
            window.AudioContext = class {
              state = 'suspended';
              currentTime = 0;
              destination = {};
              createOscillator = part;
              createGain = part;
              async resume() { this.state = 'running'; }
            };
            window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
            Object.defineProperty(window, 'speechSynthesis', { value: { speak: ({ lang, text }) => heard.push(`${lang} ${text}`) } });
            """;

    private static Page staff(MapPage browser, String login, String query) {
        Page page = browser.page();
        page.navigate("/hall?hall=" + OpenHall.PLACE + query);
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("/hall\\?"));
        page.waitForSelector(".hall");
        return page;
    }

    private static Locator ticket(Page screen, String label) {
        return screen.locator("[data-label=" + label + "]");
    }

    private static Locator waiting(Page counter, String label) {
        return counter.locator("[data-ticket=" + label + "]");
    }

    private static String label(Page page) {
        return page.locator(".checkin__label").textContent();
    }

    @Test
    void whoIsBookedChecksInIsCalledShownAndServed() {
        OpenHall hall = new OpenHall();
        OpenHall.Booked booked = hall.book(0, "13911112221");
        OpenHall.Booked other = hall.book(1, "13911112222");
        Page counter = staff(desktop(), "handler", "&counter=1");
        assertThat(counter.locator("#expected [data-booking='" + booked.id() + "']"))
                .isVisible();
        whoBooksMeanwhileIsExpectedToo(hall, counter);
        Page screen = desktop().page();
        screen.addInitScript(EARS);
        screen.navigate("/screen?hall=" + OpenHall.PLACE);
        assertThat(screen.locator(".screen__quiet")).isVisible();
        screen.click("#sound");

        Page kiosk = kiosk(counter);
        String label = checkIn(kiosk, booked);
        waiting(counter, label).waitFor();
        counter.keyboard().press("F2");
        assertThat(counter.locator("#current")).containsText(label);
        assertThat(ticket(screen, label)).containsText("1 号窗口");
        screen.waitForFunction(
                "words => heard.some((said) => said.includes(words))", String.join(" ", label.split("")));
        counter.keyboard().press("F2");
        assertThat(counter.locator(".hall__me .form__error")).containsText(label);
        counter.keyboard().press("F7");
        assertThat(counter.locator("#current.is-serving")).isVisible();
        assertThat(screen.locator(".is-serving")).containsText(label);
        Axe.findsNothing(counter, "a counter that serves");

        theOtherComesByPhone(other, counter);
        counter.keyboard().press("F8");
        assertThat(counter.locator("#current")).hasCount(0);
        assertThat(ticket(screen, label)).hasCount(0);
        String walkedIn = walksIn(kiosk);
        assertThat(waiting(counter, walkedIn)).isVisible();
        assertThat(screen.locator(".screen__queues")).containsText("证件");
        assertThat(screen.content()).doesNotContain("王").doesNotContain("1391111");
        theKioskWasLost(counter, kiosk);
    }

    /** No event tells of a booking: the page looks once a minute, and when somebody comes back to it. */
    private static void whoBooksMeanwhileIsExpectedToo(OpenHall hall, Page counter) {
        OpenHall.Booked third = hall.book(2, "13911112224");
        counter.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(counter.locator("#expected [data-booking='" + third.id() + "']"))
                .isVisible();
    }

    private void theKioskWasLost(Page counter, Page kiosk) {
        expectFaults();
        counter.click("#end-kiosks");
        assertThat(counter.locator("#end-kiosks")).containsText("确定");
        counter.click("#end-kiosks");
        assertThat(counter.locator("#end-kiosks")).not().containsText("确定");
        kiosk.clock().fastForward(21_000);
        kiosk.click("#have-not");
        kiosk.click("[data-matter=social_card]");
        kiosk.click("#take");
        assertThat(kiosk.locator("[role=alert]")).containsText("自助机需要重新设置");
    }

    /** Set up by the page of the counter; its clock can be put forward. */
    private Page kiosk(Page counter) {
        counter.click("#kiosk");
        String link = counter.locator("#kiosk-link").getAttribute("href");
        Page kiosk = desktop().page();
        kiosk.clock().install();
        kiosk.navigate(link);
        assertThat(kiosk.locator("#have-not")).isVisible();
        assertThat(kiosk.url()).doesNotContain("pass=");
        return kiosk;
    }

    private static String checkIn(Page kiosk, OpenHall.Booked booked) {
        kiosk.click("#have");
        kiosk.fill("#number", booked.number());
        kiosk.fill("#phone", booked.phone());
        kiosk.press("#phone", "Enter");
        kiosk.waitForSelector(".checkin__label");
        String label = label(kiosk);
        kiosk.evaluate(
                "() => { window.touching = setInterval(() => document.dispatchEvent(new Event('pointerdown')), 500); }");
        Axe.findsNothing(kiosk, "a ticket at the kiosk");
        kiosk.evaluate("() => clearInterval(window.touching)");
        kiosk.clock().fastForward(21_000); // whoever stood there has gone
        assertThat(kiosk.locator("#have")).isVisible();
        assertThat(kiosk.locator(".checkin__label")).hasCount(0);
        return label;
    }

    /** The link of the message, on one's own phone: it says where to go as soon as one is called. */
    private void theOtherComesByPhone(OpenHall.Booked other, Page counter) {
        Page phone = phone().page();
        phone.navigate("/checkin#booking=" + other.id() + "." + other.token());
        phone.click("#here");
        phone.waitForSelector(".checkin__label");
        String label = label(phone);
        waiting(counter, label).waitFor();
        counter.keyboard().press("F2"); // ends the visit at hand, too
        assertThat(counter.locator("#current")).containsText(label);
        assertThat(phone.locator(".checkin__to")).containsText("1");
        goesOnAtAnotherQueue(phone, counter, label);
        phone.navigate("/appointment#booking=" + other.id() + "." + other.token());
        assertThat(phone.locator("#to-check-in")).containsText("看排队号码");
    }

    /** With another number: the phone tells, and follows that one. */
    private static void goesOnAtAnotherQueue(Page phone, Page counter, String label) {
        counter.keyboard().press("Alt+t");
        assertThat(counter.locator("#transfer-to")).isFocused();
        counter.keyboard().press("Tab");
        counter.keyboard().press("Enter");
        assertThat(phone.locator("#moved")).isVisible();
        assertThat(phone.locator(".checkin__label")).not().hasText(label);
        String next = label(phone);
        waiting(counter, next).waitFor();
        counter.keyboard().press("F2");
        assertThat(counter.locator("#current")).containsText(next);
        assertThat(phone.locator(".checkin__to")).containsText("1");
    }

    private static String walksIn(Page kiosk) {
        kiosk.click("#have-not");
        kiosk.click("[data-matter=social_card]");
        kiosk.click("#take");
        kiosk.waitForSelector(".checkin__label");
        return label(kiosk);
    }

    /** What is offered after a closure, a place in the waiting list, one's own bookings, and the seats that operators give. */
    @Test
    void anOfferIsAcceptedAWaitingListLeftAndOwnBookingsAreListed() {
        OpenHall hall = new OpenHall();
        ApiClient citizen = citizen();
        Page own = desktop().page();
        citizen.cookies()
                .forEach((name, value) ->
                        own.context().addCookies(List.of(new Cookie(name, value).setUrl(TestApp.url()))));
        own.navigate(BOOK);
        own.locator("[data-start]").first().click();
        own.fill("#name", "赵敏");
        own.fill("#phone", "13911112231");
        own.click("#confirm");
        String number = own.locator("#booking-number").textContent().trim();
        own.navigate("/appointment");
        assertThat(own.locator(".mine__list")).containsText(number);
        own.locator("[data-mine]").first().press("Enter"); // neither number nor phone is typed
        assertThat(own.locator("#booking-number")).hasText(number);

        hall.closeToday();
        own.navigate(offer(hall));
        String told = own.locator("#title").textContent();
        Axe.findsNothing(own, "an offer");
        own.click("#accept");
        assertThat(own.locator("#said")).containsText("已确认");
        assertThat(own.locator("#booking-number")).hasText(number);
        assertThat(own.locator("#title")).hasText(told);

        own.navigate(BOOK);
        own.click("#wait");
        own.fill("#name", "赵敏");
        own.fill("#phone", "13911112232");
        own.click("#join");
        own.waitForURL(Pattern.compile("/appointment#waiting="));
        own.click("#leave");
        own.click("#leave-yes");
        assertThat(own.locator("#said")).containsText("已退出候补");
        assertThat(own.locator("#leave")).hasCount(0);
        internalSeatsAreGivenByOperators();
    }

    private static final String BOOK = "/book?place=" + OpenHall.PLACE + "&matter=elderly_card";

    private static ApiClient citizen() {
        ApiClient client = new ApiClient(URI.create(TestApp.url()).getPort());
        Map<String, Object> contact = Map.of("contact", "13911112230");
        String code = client.postJson("/api/v1/session/codes", contact)
                .json()
                .path("demo_code")
                .asText();
        client.postJson("/api/v1/session/citizen", Map.of("contact", "13911112230", "code", code));
        return client.takeCsrfToken();
    }

    /** The link of the newest offer's message. */
    private static String offer(OpenHall hall) {
        ApiClient admin = hall.loggedIn("admin");
        for (JsonNode message : admin.get("/api/v1/outbox").json().path("items")) {
            if (message.path("template").asText().equals("booking_offer")) {
                String words = admin.get("/api/v1/outbox/" + message.path("id").asText() + "/words")
                        .json()
                        .path("text")
                        .asText();
                return "/appointment"
                        + words.substring(words.indexOf("#booking=")).split("\\s")[0];
            }
        }
        throw new AssertionError("nothing was offered");
    }

    private void internalSeatsAreGivenByOperators() {
        Page desk = desktop().page();
        desk.navigate("/login?return_to=" + URLEncoder.encode(BOOK, StandardCharsets.UTF_8));
        desk.fill("#login", "operator");
        desk.fill("#password", DemoAccounts.PASSWORD);
        desk.press("#password", "Enter");
        desk.waitForURL(Pattern.compile("/book"));
        desk.locator("[data-start]").first().waitFor();
        desk.check("input[name=quota][value=internal]");
        Locator seat = desk.locator("[data-start]").nth(5); // the first ones were offered to others above
        assertThat(seat).containsText("余 1 个号");
        String start = String.valueOf(seat.getAttribute("data-start"));
        seat.click();
        desk.fill("#name", "孙丽");
        desk.fill("#phone", "13911112233");
        desk.click("#confirm");
        desk.waitForURL(Pattern.compile("/appointment#booking="));
        desk.navigate(BOOK);
        assertThat(desk.locator("[data-start='" + start + "']")).containsText("余 4 个号");
        desk.check("input[name=quota][value=internal]");
        assertThat(desk.locator("[data-start='" + start + "']")).hasCount(0);
    }

    @Test
    void aChangeIsPreviewedAndAppliedAndNothingTypedIsLost() {
        OpenHall hall = new OpenHall();
        OpenHall.Booked booked = hall.book(2, "13911112223");
        Page page = staff(desktop(), "lead", "&tab=schedule");
        page.fill("#settings-lead_minutes", "-5");
        page.click("#preview");
        assertThat(page.locator("#settings-lead_minutes")).isFocused();
        assertThat(page.locator("#settings-lead_minutes-error")).isVisible();
        page.fill("#settings-lead_minutes", "0");
        hoursThatOverlapAreSaidThere(page);
        page.click("#add-closure");
        page.fill("#changes-0-reason", "停电");
        page.click("#preview");
        assertThat(page.locator("#affected")).containsText(booked.number().substring(6));
        assertThat(page.locator("#affected")).containsText("按当前情况拟改约到");
        Axe.findsNothing(page, "a preview");

        new OpenHall(); // somebody else is faster
        expectFaults();
        page.click("#apply");
        assertThat(page.locator("#conflict")).isVisible();
        page.click("#keep-mine");
        assertThat(page.locator("#changes-0-reason")).hasValue("停电");
        page.click("#preview");
        whoIsLookedAfterLaterIsShownWithoutReading(page);
        page.click("[data-tab=day]");
        assertThat(page.locator("tr[data-booking='" + booked.id() + "']")).containsText("已停办");
        theDaysListIsPrintedAlone(page, booked);
        anotherDaysListLeavesTheCountersToday(page, booked);
        allHallsAreInOneTable(page);
    }

    /** As after a change of very many: the answer says that offers follow. */
    private static void whoIsLookedAfterLaterIsShownWithoutReading(Page page) {
        List<Route> asked = new ArrayList<>();
        page.route("**/schedule/affected", asked::add);
        Predicate<String> schedule = url -> url.endsWith("/schedule");
        page.route(schedule, route -> {
            if (!route.request().method().equals("PUT")) {
                route.fallback();
                return;
            }
            APIResponse answer = route.fetch();
            String text = answer.text()
                    .replaceAll("\"offer\":\\{[^{}]*\\{[^{}]*}[^{}]*}", "\"offer\":null")
                    .replace("\"offers_follow\":false", "\"offers_follow\":true");
            route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(text));
        });
        page.click("#apply");
        assertThat(page.locator("#done-title")).isVisible();
        assertThat(page.locator("#affected")).containsText("正在安排");
        page.waitForCondition(() -> !asked.isEmpty());
        page.unroute("**/schedule/affected");
        page.unroute(schedule);
        asked.forEach(Route::resume);
        assertThat(page.locator("#affected")).not().containsText("正在安排");
    }

    private static void allHallsAreInOneTable(Page page) {
        page.press("[data-tab=all]", "Enter");
        assertThat(page.locator("#all-stats tr[data-hall='" + OpenHall.PLACE + "']"))
                .isVisible();
        Axe.findsNothing(page, "all halls");
        page.selectOption("#by", "matter");
        assertThat(page.locator("#all-stats tbody tr").first()).hasAttribute("data-hall", "");
        Download sheet = page.waitForDownload(() -> page.press("#all-xlsx", "Enter"));
        assertThat(sheet.suggestedFilename()).endsWith(".xlsx");
    }

    private static void anotherDaysListLeavesTheCountersToday(Page page, OpenHall.Booked booked) {
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.fill("#day", LocalDate.parse(page.inputValue("#day")).plusDays(1).toString());
        assertThat(page.locator("tr[data-booking='" + booked.id() + "']")).hasCount(0);
        page.press("[data-tab=counter]", "Enter");
        assertThat(page.locator("#expected [data-booking='" + booked.id() + "']"))
                .isVisible();
    }

    private static void hoursThatOverlapAreSaidThere(Page page) {
        page.press("#add-template-0", "Enter");
        page.press("#preview", "Enter");
        Locator fault = page.locator("#queues-0-templates-1");
        assertThat(fault).containsText("“开放时间 1”（00:00–24:00）");
        assertThat(fault).isFocused();
        fault.locator("xpath=..").locator(".sched__remove").press("Enter");
        assertThat(fault).hasCount(0);
    }

    private static void theDaysListIsPrintedAlone(Page page, OpenHall.Booked booked) {
        page.evaluate("() => { window.print = () => { window.paper = document.documentElement.dataset.print; }; }");
        page.click("#print-day");
        assertThat(page.evaluate("() => window.paper")).isEqualTo("day");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("() => { document.documentElement.dataset.print = 'day'; }");
        assertThat(page.locator("tr[data-booking='" + booked.id() + "']")).isVisible();
        assertThat(page.locator(".hall__tabs")).isHidden();
        assertThat(page.locator("#print-day")).isHidden();
    }
}
