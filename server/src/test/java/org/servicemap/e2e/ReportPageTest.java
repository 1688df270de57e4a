package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reporting a problem without an account: what, where, who will act, how to be reached, receipt. */
class ReportPageTest extends E2eTest {
    private static final Pattern NUMBER = Pattern.compile("\\d{8} \\d{7} \\d");
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    @Test
    void filesWithAPinOnTheMap() {
        ReportPage report = new ReportPage(desktop())
                .open("")
                .clickMiddleOfMap()
                .says("路灯不亮")
                .leavesPhone("13800138000")
                .submit();

        assertThat(report.number()).hasText(NUMBER);
        assertThat(report.code()).hasText(CODE);
        assertThat(report.page().locator(".qr svg")).isVisible();
    }

    @Test
    void namesUnitAndDeadlineBeforeAnythingIsSent() {
        ReportPage report = new ReportPage(phone()).open(Qingxi.INSIDE + "&category=CITY-WASTE");

        assertThat(report.handling()).containsText("东桥街道办事处");
        assertThat(report.handling()).containsText("前办结");
    }

    @Test
    void canBeFiledByKeyboardWithoutTheMap() {
        ReportPage report = new ReportPage(desktop()).open("");
        report.keys().tabTo("#text").type("小区门口有一堆垃圾").tabTo("input[name=where]");
        report.keys().press("ArrowRight").tabTo("#area-0").press("ArrowDown");
        report.page().waitForSelector("#area-1");
        report.keys().tabTo("#anonymous").press("Space").tabTo("#submit").press("Enter");

        assertThat(report.number()).hasText(NUMBER);
        assertThat(report.page().locator(".receipt .kv")).containsText("清溪区");
    }

    @Test
    void aNameFromTheSearchBecomesThePlace() {
        ReportPage report = new ReportPage(desktop()).open("");
        report.page().locator("#search").fill("东桥街道");
        report.page().locator("#search-list [role=option]").first().click();

        assertThat(report.place()).hasText("东桥街道");
    }

    @Test
    void ownPositionShowsItsAccuracy() {
        ReportPage report = new ReportPage(desktopAt(Qingxi.INSIDE_LON, Qingxi.INSIDE_LAT, 25)).open("");
        report.page().locator("#locate").click();

        assertThat(report.page().locator("#place")).containsText("误差约 25 米");
    }

    @Test
    void anonymousIsNotOfferedWhereTheCategoryWantsContact() {
        ReportPage report = new ReportPage(desktop())
                .open(Qingxi.INSIDE + "&category=HOUS-LIFT")
                .says("电梯停了");

        assertThat(report.page().locator("#anonymous")).hasCount(0);
        report.submit();
        assertThat(report.error("phone")).containsText("请留电话或邮箱");
        assertThat(report.page().locator("#phone")).isFocused();
    }

    @Test
    void aTipOffIsFiledAsOne() {
        ReportPage report = new ReportPage(phone()).open(Qingxi.INSIDE).says("有人往河里倒垃圾");
        List<Request> filings = report.filings();
        report.page().locator("#requestKind").selectOption("tip_off");
        report.staysAnonymous().submit();

        assertThat(report.number()).hasText(NUMBER);
        assertThat(filings.get(0).postData()).contains("\"kind\":\"tip_off\"");
    }

    @Test
    void whatIsLackingIsSaidAtTheField() {
        ReportPage report = new ReportPage(desktop()).open("").submit();

        assertThat(report.error("text")).hasText("请写明是什么事。");
        assertThat(report.error("where")).containsText("请点地图");
        assertThat(report.page().locator("#text")).isFocused();
    }

    @Test
    void aRetryAfterALostAnswerSendsTheSameKeyAndBody() {
        expectFaults();
        ReportPage report = new ReportPage(desktop()).open(Qingxi.INSIDE).says("路面有坑");
        List<Request> filings = report.filings();
        report.page().context().setOffline(true);
        report.staysAnonymous().submit();

        assertThat(report.page().locator("#unsure")).containsText("不会重复提交");
        report.page().context().setOffline(false);
        report.submit();
        assertThat(report.number()).hasText(NUMBER);
        assertThat(filings).hasSize(2);
        assertThat(filings.get(1).headerValue("idempotency-key"))
                .isEqualTo(filings.get(0).headerValue("idempotency-key"))
                .hasSize(32);
        assertThat(filings.get(1).postData()).isEqualTo(filings.get(0).postData());
    }

    @Test
    void aReloadKeepsWhatWasTypedButNotWhoAsks() {
        ReportPage report = new ReportPage(desktop())
                .open("")
                .clickMiddleOfMap()
                .says("噪声扰民")
                .leavesPhone("13800138000");
        assertThat(report.page().locator("#place b")).containsText("网格");
        report.page().reload();

        assertThat(report.page().locator("#text")).hasValue("噪声扰民");
        assertThat(report.place()).containsText("网格");
        assertThat(report.page().locator("#phone")).hasValue("");
    }

    @Test
    void aReloadKeepsTheReceiptOfThisTab() {
        ReportPage report = new ReportPage(desktop())
                .open(Qingxi.INSIDE)
                .says("路面有坑")
                .staysAnonymous()
                .submit();
        assertThat(report.code()).hasText(CODE);
        String code = report.code().textContent();
        report.page().navigate("/report");

        assertThat(report.code()).hasText(code);
    }

    @Test
    void dangerShowsTheEmergencyNumbersFirst() {
        ReportPage report = new ReportPage(phone()).open("").says("三楼着火了");

        assertThat(report.page().locator(".urgent a").first()).hasAttribute("href", "tel:110");
    }

    @Test
    void aPlaceOnTheMapPageLeadsHereWithPlaceAndCategory() {
        MapPage map = desktop().open(Qingxi.INSIDE + "&category=CITY-WASTE").awaitUnit();
        map.page().locator("#report-here").click();

        assertThat(new ReportPage(map).handling()).containsText("东桥街道办事处");
    }
}
