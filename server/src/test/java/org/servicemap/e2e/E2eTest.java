package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A page of the running application in a fresh browser profile. After each test: no script failed, nothing was blocked by
 * the content policy, and nothing was written to the console as an error, unless the test said that it provokes faults.
 */
abstract class E2eTest {
    private final List<String> troubles = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private boolean faultsExpected;

    @RegisterExtension
    final LastSight lastSight =
            new LastSight(() -> contexts.stream().flatMap(context -> context.pages().stream()), troubles);

    protected MapPage desktop() {
        return open(options().setViewportSize(1440, 900));
    }

    protected MapPage phone() {
        return open(options()
                .setViewportSize(390, 844)
                .setDeviceScaleFactor(2)
                .setHasTouch(true)
                .setIsMobile(true));
    }

    protected MapPage desktopAt(double lon, double lat, double accuracyMetres) {
        Geolocation position = new Geolocation(lat, lon).setAccuracy(accuracyMetres);
        return open(
                options().setViewportSize(1440, 900).setGeolocation(position).setPermissions(List.of("geolocation")));
    }

    /** For tests that break answers on purpose: the browser then writes failed requests to the console. */
    protected void expectFaults() {
        faultsExpected = true;
    }

    private static Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setLocale("zh-CN")
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE) // else axe may measure a colour on its way
                .setBaseURL(TestApp.url());
    }

    private MapPage open(Browser.NewContextOptions options) {
        BrowserContext context = Browsers.get().newContext(options);
        contexts.add(context);
        context.setDefaultTimeout(Browsers.PATIENCE.toMillis());
        Page page = context.newPage();
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add(message.text() + " " + message.location());
            }
        });
        return new MapPage(page);
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        if (!faultsExpected) {
            assertThat(troubles).as("errors in the browser").isEmpty();
        }
    }
}
