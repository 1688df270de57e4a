package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** A sub-district's lead looks after its wardens: vacancies, hand-overs, plans, tasks, phones, coverage. */
class WardensPageTest extends E2eTest {
    private static final String COMMUNITY = "community:990101001003";

    private static Page logIn(MapPage on, String query) {
        Page page = on.page();
        page.navigate("/login?return_to=" + query.replace("?", "%3F").replace("&", "%26"));
        page.fill("#login", "lead");
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForURL(Pattern.compile("^[^?]*/wardens"));
        return page;
    }

    private static void open(Page page, String tab) {
        page.locator("[data-tab=" + tab + "]").click();
        assertThat(page.locator("[data-tab=" + tab + "]")).hasAttribute("aria-current", "page");
    }

    private static String warden(Page page, String select) {
        Locator option = page.locator(select + " option").filter(new Locator.FilterOptions().setHasText("substitute"));
        assertThat(option).hasCount(1);
        return option.getAttribute("value");
    }

    @Test
    void aVacancyIsSeenOnTheMapFilledAndEnded() {
        Page page = logIn(desktop(), "/wardens?tab=grids&area=" + COMMUNITY);
        assertThat(page.locator("#grids tbody tr").first()).containsText("空缺");
        assertThat(page.locator(".m-shade--none").first()).isAttached();
        Axe.findsNothing(page, "grids");
        page.locator("#grids tbody tr button").first().click();
        page.locator("#assign").click();
        page.selectOption("#assign-account", warden(page, "#assign-account"));
        page.locator("#assign-save").click();
        assertThat(page.locator("#said")).hasText("已安排。");
        assertThat(page.locator("#grid [data-assignment]")).containsText("substitute");
        assertThat(page.locator(".m-shade--good").first()).isAttached();
        page.locator("#grid [data-do=end]").click();
        page.locator("#end-save").click();
        assertThat(page.locator("#said")).hasText("已设定最后一天。");

        open(page, "handover");
        page.selectOption("#hand-from", warden(page, "#hand-from"));
        page.locator("#hand-to").selectOption(new SelectOption().setIndex(1));
        page.locator("#hand-look").click();
        assertThat(page.locator("#moved")).containsText("将移交");
        Axe.findsNothing(page, "handover");
    }

    @Test
    void aTableIsCheckedAndItsMistakesAreShownByRow() {
        Page page = logIn(desktop(), "/wardens?tab=import");
        String rows = "login,duty,grid,first_day,last_day,substitute_for\nwarden,warden,nowhere,2032-01-01,,\n";
        page.setInputFiles("#file", new FilePayload("t.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
        page.locator("#look").click();
        assertThat(page.locator("#errors tbody tr")).containsText(new String[] {"nowhere"});
        assertThat(page.locator("#take")).hasCount(0);
        rows = rows.replace("nowhere", "99010100100101").replace("warden,warden,", "substitute,steward,");
        page.setInputFiles("#file", new FilePayload("t.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
        page.locator("#look").click();
        assertThat(page.locator("#changes tbody tr")).hasCount(1);
        Axe.findsNothing(page, "import");
        page.locator("#take").click();
        assertThat(page.locator("#report")).containsText("已全部导入");
    }

    @Test
    void whoIsImportedGetsACodeOnASheetToPrint() {
        Page page = logIn(desktop(), "/wardens?tab=import");
        String rows = "login,name,phone,unit,grids\nsheet-one,陈一,13900000031,S001,\n";
        page.setInputFiles("#crew-file", new FilePayload("p.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#crew-look")).isEnabled();
        page.locator("#crew-look").press("Enter");
        assertThat(page.locator("#crew-changes tbody tr")).containsText(new String[] {"陈一"});
        assertThat(page.locator("#crew-take")).isEnabled();
        page.locator("#crew-take").press("Enter");
        assertThat(page.locator("#crew-sheet")).isEnabled();
        page.locator("#crew-sheet").press("Enter");

        assertThat(page.locator("#sheet-title")).isFocused();
        assertThat(page.locator(".wardens__sheet li")).hasCount(1);
        assertThat(page.locator(".wardens__sheet li")).containsText("陈一");
        assertThat(page.locator(".wardens__sheet svg")).isVisible();
        Axe.findsNothing(page, "sheet of codes");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".wardens__sheet svg")).isVisible();
        assertThat(page.locator("#sheet-print")).isHidden();
        assertThat(page.locator(".topbar")).isHidden();
    }

    @Test
    void plansTasksPhonesAndCoverageWorkOnAPhoneInEnglish() {
        Page page = logIn(phone(), "/wardens?tab=plans&area=community:990101001001");
        page.locator(".bottomnav [data-language=en]").click();
        assertThat(page.locator("h1")).hasText("Wardens");
        page.locator("#plans [data-do=copy]").first().click();
        page.locator("#plans .checks input").first().check();
        page.locator("#copy-save").click();
        assertThat(page.locator("#said")).hasText("Copied.");
        page.locator("#plan-new").click();
        page.locator("#plan-grid").selectOption(new SelectOption().setIndex(1));
        page.fill("#plan-name-en", "Evening round");
        page.fill("#item-text-0-en", "Lamps lit");
        Axe.findsNothing(page, "plan", "en");
        page.locator("#plan-save").click();
        assertThat(page.locator("#plans")).containsText("Evening round");

        open(page, "tasks");
        page.locator("#task-new").click();
        page.fill("#task-title", "Look at the lamps");
        page.locator("#task-grid").selectOption(new SelectOption().setIndex(1));
        page.locator("#task-save").click();
        Locator task = page.locator("#tasks li").filter(new Locator.FilterOptions().setHasText("Look at the lamps"));
        assertThat(task).hasCount(1);
        task.locator("[data-do=change]").click();
        page.fill("#task-words", "All of them");
        page.locator("#task-save").click();
        assertThat(page.locator("#said")).hasText("The task was changed.");
        assertThat(task).containsText("All of them");
        task.locator("[data-do=cancel]").click();
        page.locator("#cancel-save").click();
        assertThat(page.locator("#said")).hasText("The task is cancelled.");

        open(page, "phones");
        page.selectOption("#person", warden(page, "#person"));
        page.locator("#enrol").click();
        assertThat(page.locator("#enrolled .qr svg")).isVisible();
        assertThat(page.locator("#enrolled code")).containsText("/warden#enrol=");
        Axe.findsNothing(page, "phones", "en");

        open(page, "coverage");
        assertThat(page.locator("#coverage tbody tr").first()).isVisible();
        // visits of the demo's last days, also on a Monday
        page.fill(
                "#from", LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(3).toString());
        assertThat(page.locator("#visits li").nth(1)).isVisible();
        page.locator("#noted").press("Space");
        assertThat(page.locator("#visits li:not(:has(.wardens__note))")).hasCount(0);
        assertThat(page.locator("#visits .wardens__note").first()).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        Axe.findsNothing(page, "coverage", "en");
    }
}
