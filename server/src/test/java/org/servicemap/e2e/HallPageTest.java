package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** A day in a hall: kiosk, counter and public screen, each in a browser of its own; and its schedule. */
class HallPageTest extends E2eTest {
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
        Page screen = desktop().page();
        screen.navigate("/screen?hall=" + OpenHall.PLACE);
        assertThat(screen.locator(".screen__quiet")).isVisible();

        Page kiosk = kiosk(counter);
        String label = checkIn(kiosk, booked);
        waiting(counter, label).waitFor();
        counter.keyboard().press("F2");
        assertThat(counter.locator("#current")).containsText(label);
        assertThat(ticket(screen, label)).containsText("1 号窗口");
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
    }

    private static String walksIn(Page kiosk) {
        kiosk.click("#have-not");
        kiosk.click("[data-matter=social_card]");
        kiosk.click("#take");
        kiosk.waitForSelector(".checkin__label");
        return label(kiosk);
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
        page.click("#add-closure");
        page.fill("#changes-0-reason", "停电");
        page.click("#preview");
        assertThat(page.locator("#affected")).containsText(booked.number().substring(6));
        Axe.findsNothing(page, "a preview");

        new OpenHall(); // somebody else is faster
        expectFaults();
        page.click("#apply");
        assertThat(page.locator("#conflict")).isVisible();
        page.click("#keep-mine");
        assertThat(page.locator("#changes-0-reason")).hasValue("停电");
        page.click("#preview");
        page.click("#apply");
        assertThat(page.locator("#done-title")).isVisible();
        page.click("[data-tab=day]");
        assertThat(page.locator("tr[data-booking='" + booked.id() + "']")).containsText("已停办");
    }
}
