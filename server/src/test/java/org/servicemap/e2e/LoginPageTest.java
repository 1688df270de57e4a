package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Logging in and out, and the accounts page, as people do it. */
class LoginPageTest extends E2eTest {
    private static final String DEMO = "servicemap-demo";

    private static Page open(MapPage browser, String path) {
        Page page = browser.page();
        page.navigate(path);
        page.waitForSelector("#content h1");
        return page;
    }

    private static void logIn(Page page, String login, String password) {
        page.locator("#login").fill(login);
        page.locator("#password").fill(password);
        page.locator("#password").press("Enter");
    }

    @Test
    void staffLogInAndComeBackToWhereTheyWere() {
        MapPage map = desktop().open(Qingxi.INSIDE).awaitChain();
        Page page = map.page();
        page.locator(".topbar a[href^='/login']").click();
        page.waitForSelector("#login");
        logIn(page, "dispatcher", DEMO);
        page.waitForURL(Pattern.compile("/\\?lon=.*"));
        assertThat(page.locator(".usermenu summary")).containsText("dispatcher");
        page.locator(".usermenu summary").click();
        page.locator(".usermenu__list button").click();
        assertThat(page.locator(".topbar a[href^='/login']")).isVisible();
    }

    @Test
    void aWrongPasswordIsSaidInWordsAndKeepsTheName() {
        expectFaults();
        Page page = open(desktop(), "/login");
        logIn(page, "nobody-here", "wrong");
        assertThat(page.locator(".form__error")).containsText("登录名、密码或动态码不对");
        assertThat(page.locator("#password")).hasAttribute("type", "password");
        page.locator("#password-shown").press("Space");
        assertThat(page.locator("#password")).hasAttribute("type", "text");
        page.locator("#password").press("Enter");
        assertThat(page.locator("#password")).hasAttribute("type", "password");
        assertThat(page.locator("#password-shown")).not().isChecked();
        assertThat(page.locator("#login")).hasValue("nobody-here");
    }

    @Test
    void theDemoOffersItsRoles() {
        Page page = open(phone(), "/login");
        page.locator(".demo .chip").first().click();
        assertThat(page.locator("#login")).hasValue("operator");
        page.locator("form .btn--primary").click();
        assertThat(page.locator("h1")).containsText("operator");
        assertThat(page.locator(".bottomnav")).isVisible();
    }

    @Test
    void citizensLogInByACode() {
        Page page = open(phone(), "/login?tab=citizen");
        page.locator("#contact").fill("not a phone");
        page.locator("#contact").press("Enter");
        expectFaults();
        assertThat(page.locator("#contact-error")).containsText("手机号或电子邮箱");
        page.locator("#contact").fill("13900001234");
        page.locator("#contact").press("Enter");
        Locator code = page.locator(".note b");
        code.waitFor();
        page.locator("#code").fill(code.textContent().replaceAll("\\D", ""));
        page.locator("#code").press("Enter");
        assertThat(page.locator("h1")).containsText("****");
        assertThat(page.locator(".facts")).containsText("市民");
    }

    @Test
    void linksOfOthersDoNotLeadAway() {
        Page page = open(desktop(), "/login?return_to=https%3A%2F%2Fevil.example%2F");
        logIn(page, "analyst", DEMO);
        assertThat(page.locator("h1")).containsText("analyst");
        assertThat(page.url()).startsWith(TestApp.url());
    }

    @Test
    void theAccountsPageIsForAdministrators() {
        Page page = desktop().page();
        page.navigate("/accounts");
        page.waitForURL(Pattern.compile("/login\\?return_to=%2Faccounts"));
        page.waitForSelector("#login");
        logIn(page, "admin", DEMO);
        page.waitForURL(Pattern.compile("/accounts$"));
        assertThat(page.locator(".table tbody tr").first()).isVisible();
    }

    @Test
    void anAdministratorMakesAnAccountWhoseOwnerChoosesThePassword() {
        MapPage browser = desktop();
        Page page = open(browser, "/login?return_to=%2Faccounts");
        logIn(page, "admin", DEMO);
        page.locator(".bar .btn--primary").click();
        page.locator("#form-login").fill("new.hire");
        page.locator("#form-name").fill("新人");
        page.locator("#editor input[type=checkbox]").nth(1).check();
        page.locator("#editor .btn--primary").click();
        Locator secret = page.locator("#issued .secret");
        secret.waitFor();
        String password = secret.textContent().strip();
        assertThat(page.locator(".table")).containsText("new.hire");
        page.locator(".usermenu summary").click();
        page.locator(".usermenu__list button").click();
        page.waitForURL(Pattern.compile("//[^/]+/$"));

        open(browser, "/login");
        logIn(page, "new.hire", password);
        assertThat(page.locator("h1")).containsText("请设置新密码");
        page.locator("#new_password").fill("海淀公园里的第七张旧长椅");
        page.locator("#new_password").press("Enter");
        assertThat(page.locator("h1")).containsText("新人");
    }

    @Test
    void axeFindsNothing() {
        Page page = open(desktop(), "/login");
        Axe.findsNothing(page, "login");
        page.locator("#tab-citizen").click();
        Axe.findsNothing(page, "citizen");
        page.locator("#tab-staff").click();
        logIn(page, "admin", DEMO);
        page.waitForSelector(".facts");
        Axe.findsNothing(page, "mine");
        page.navigate("/accounts");
        page.waitForSelector(".table");
        Axe.findsNothing(page, "accounts");
        page.locator(".table .btn").first().click();
        page.waitForSelector("#editor");
        Axe.findsNothing(page, "editor");
        for (String tab : List.of("services", "audit")) {
            page.navigate("/accounts?tab=" + tab);
            page.waitForSelector(tab.equals("audit") ? ".table" : ".empty, .table");
            Axe.findsNothing(page, tab);
        }
    }

    @Test
    void axeFindsNothingOnAPhone() {
        Page page = open(phone(), "/login?lang=en");
        Axe.findsNothing(page, "login");
        logIn(page, "admin", DEMO);
        page.waitForSelector(".facts");
        page.navigate("/accounts?lang=en");
        page.waitForSelector(".table");
        Axe.findsNothing(page, "accounts");
        assertThat((Boolean) page.evaluate(
                        "() => document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"))
                .isFalse();
    }
}
