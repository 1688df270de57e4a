package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Before filing: what others reported near the place, to follow instead, and categories proposed from the words. */
class FollowOthersTest extends E2eTest {
    private static final String HERE = Qingxi.INSIDE;

    private String filed() {
        ReportPage report = new ReportPage(desktop())
                .open(HERE + "&category=CITY-WASTE")
                .says("垃圾桶满溢三天没人清")
                .staysAnonymous()
                .submit();
        return report.number().textContent().replace(" ", "");
    }

    private static Locator near(Page page, String number) {
        return page.locator(".near[data-number='" + number + "']");
    }

    @Test
    void whatOthersReportedIsFollowedInsteadByKeyboardAndStopped() {
        String number = filed();
        ReportPage report = new ReportPage(phone()).open(HERE);
        Page page = report.page();
        assertThat(near(page, number)).containsText("垃圾堆放");
        expectFaults(); // what is no phone number is refused
        near(page, number).locator("button").press("Enter");
        assertThat(page.locator("#follow-contact")).isFocused();
        page.fill("#follow-contact", "abc");
        page.press("#follow-contact", "Enter");
        assertThat(page.locator("#follow-contact-error")).isVisible();
        page.fill("#follow-contact", "13800138111");
        page.press("#follow-contact", "Enter");

        assertThat(near(page, number).locator("[data-code]"))
                .hasText(Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"));
        Axe.findsNothing(page, "followed");
        near(page, number).locator("a").click();
        assertThat(page.locator("#stage")).isVisible();
        assertThat(page.locator(".followed")).not().containsText("满溢");
        page.locator("#stop-following").click();
        assertThat(page.locator("#said")).containsText("已取消关注");
    }

    @Test
    void categoriesAreProposedWithTheirConfidenceAndNeverTakenByThemselves() {
        ReportPage report = new ReportPage(phone()).open("");
        report.says("小区门口垃圾堆放没人清理");
        Locator first = report.page().locator("[data-proposed]").first();
        assertThat(first).containsText("%");
        assertThat(report.page().locator("#category-button")).containsText("选择");
        first.focus();
        first.press("Enter");

        assertThat(report.page().locator("#category-button")).containsText("垃圾堆放");
        assertThat(report.page().locator("[data-proposed]")).hasCount(0);
    }
}
