package org.servicemap.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.DemoAccounts;

/**
 * Takes the pictures of {@code docs/guides} from a running demo: no test but a program, run by hand after the pages changed.
 * Arguments: the demo's address, the folder to write to, and the names of the pictures to take (all without).
 */
final class GuideShots {
    /** A picture: its name, who is logged in (nobody when empty), the page, how wide the window is, and what is clicked before. */
    private record Shot(
            String name,
            String login,
            String path,
            int width,
            @Nullable String click) {
        Shot(String name, String login, String path, int width) {
            this(name, login, path, width, null);
        }
    }

    /** The first request of the desk's list: file some before. */
    private static final String FIRST = ".qlist button.q";

    /** Tiles and streams of events never let the network rest for certain. */
    private static final double SETTLED_MILLIS = 1500;

    private static final List<Shot> SHOTS = List.of(
            new Shot("report", "", "/report", 390),
            new Shot("follow", "", "/follow", 390),
            new Shot("book", "", "/book", 390),
            new Shot("warden", "warden", "/warden", 390),
            new Shot("desk", "dispatcher", "/desk", 1360, FIRST),
            new Shot("unit", "handler", "/desk", 1360, FIRST),
            new Shot("accounts", "admin", "/accounts", 1360));

    private GuideShots() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<String> wanted = List.of(arguments).subList(2, arguments.length);
        for (Shot shot : SHOTS.stream()
                .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
                .toList()) {
            for (String language : List.of("zh", "en")) {
                take(arguments[0], shot, language, folder);
            }
        }
        Browsers.get().close();
    }

    private static void take(String url, Shot shot, String language, Path folder) {
        try (BrowserContext context = Browsers.get()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(url)
                        .setLocale(language.equals("zh") ? "zh-CN" : "en-GB")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(shot.width(), shot.width() < 600 ? 780 : 750))) {
            Page page = context.newPage();
            if (!shot.login().isEmpty()) {
                logIn(page, shot.login());
            }
            page.navigate(shot.path() + "?lang=" + language);
            page.waitForLoadState(LoadState.NETWORKIDLE);
            if (shot.click() != null) {
                page.locator(shot.click()).first().click();
                page.waitForLoadState(LoadState.NETWORKIDLE);
                page.waitForTimeout(SETTLED_MILLIS);
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setType(ScreenshotType.JPEG)
                    .setQuality(70)
                    .setPath(folder.resolve(shot.name() + "-" + language + ".jpg")));
        }
    }

    private static void logIn(Page page, String login) {
        page.navigate("/login");
        page.fill("#login", login);
        page.fill("#password", DemoAccounts.PASSWORD);
        page.press("#password", "Enter");
        page.waitForCondition(() -> page.locator("#password").count() == 0);
    }
}
