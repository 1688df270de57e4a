package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The outbox as an administrator sees it; in the demo nothing else takes messages. */
class OutboxPageTest extends E2eTest {
    private static final String SEND = """
            async ([channel, recipient]) => {
              const session = await (await fetch('/api/v1/session')).json();
              const answer = await fetch('/api/v1/outbox/test', {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrf_token },
                body: JSON.stringify({ channel, recipient }),
              });
              return (await answer.json()).id;
            }""";

    private static Page asAdministrator(MapPage browser) {
        Page page = browser.page();
        page.navigate("/outbox");
        page.waitForURL(Pattern.compile("/login\\?return_to=%2Foutbox"));
        page.locator("#login").fill("admin");
        page.locator("#password").fill("servicemap-demo");
        page.locator("#password").press("Enter");
        page.waitForURL(Pattern.compile("/outbox$"));
        page.waitForSelector("#content h1");
        return page;
    }

    /** Sends a test message and waits until it stands on the page as sent. */
    private static Locator sent(Page page, String channel, String recipient) {
        String id = (String) page.evaluate(SEND, List.of(channel, recipient));
        Locator row = page.locator("[data-message='" + id + "']");
        page.waitForCondition(() -> {
            page.locator(".bar .btn").click();
            row.waitFor();
            return row.textContent().contains("已发送");
        });
        return row;
    }

    @Test
    void aMessageStandsMaskedUntilItsWordsAreOpened() {
        Page page = asAdministrator(desktop());
        Locator row = sent(page, "sms", "+8613812341234");
        assertThat(row).containsText("138****1234");
        assertThat(row).containsText("仅显示在本页");
        row.locator(".btn").click();
        assertThat(page.locator(".words")).containsText("+8613812341234");
        assertThat(page.locator(".words")).containsText("测试消息");
        row.locator(".btn").click();
        assertThat(page.locator(".words")).hasCount(0);
    }

    @Test
    void filtersAreInTheAddress() {
        Page page = asAdministrator(desktop());
        sent(page, "email", "zhang@example.org");
        page.locator("#by-channel").selectOption("email");
        page.locator("#by-state").selectOption("sent");
        page.waitForURL(Pattern.compile("\\?state=sent&channel=email"));
        page.reload();
        assertThat(page.locator("#by-channel")).hasValue("email");
        assertThat(page.locator("[data-message]").first()).containsText("z***@example.org");
        page.locator("#by-state").selectOption("failed");
        assertThat(page.locator(".empty h2")).hasText("没有符合条件的消息");
    }

    @Test
    void whatFailedIsSentAgain() {
        Page page = asAdministrator(desktop());
        page.route(
                "**/api/v1/outbox?*",
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"items": [{"id": "7", "channel": "sms", "recipient": "138****1234", "template": "test",
                                  "language": "zh", "request": null, "state": "failed", "attempts": 24,
                                  "next_try_at": "2026-03-01T08:00:00Z", "expires_at": null, "via": "sms",
                                  "last_error": "answered 503", "created_at": "2026-03-01T08:00:00Z", "sent_at": null}],
                                 "next": null}""")));
        page.locator(".bar .btn").click();
        Locator row = page.locator("[data-message='7']");
        assertThat(row).containsText("answered 503");
        assertThat(row).containsText("已尝试 24 次");
        page.waitForRequest(
                request -> request.url().endsWith("/api/v1/outbox/7/retry")
                        && request.method().equals("POST"),
                () -> row.locator(".btn").nth(1).click());
        expectFaults();
        assertThat(page.locator(".form__error")).isVisible();
    }

    @Test
    void neverScrollsSidewaysAndAxeFindsNothing() {
        for (MapPage browser : List.of(desktop(), phone())) {
            Page page = asAdministrator(browser);
            sent(page, "sms", "+8613812341234").locator(".btn").click();
            page.waitForSelector(".words");
            for (String language : List.of("zh", "en")) {
                page.navigate("/outbox?lang=" + language);
                page.waitForSelector("[data-message]");
                assertThat(browser.pageScrolls()).isFalse();
                Axe.findsNothing(browser.page(), "outbox", language);
            }
        }
    }
}
