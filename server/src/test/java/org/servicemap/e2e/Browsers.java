package org.servicemap.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The one browser of this JVM: the system's Chromium, never a downloaded one. Its headless shell, where Debian's package of that name is
 * installed, draws the same pages in less time.
 */
final class Browsers {
    private static final Path CHROMIUM = Stream.of("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/usr/bin/chromium"));
    private static final boolean SKIPS_FORBIDDEN = Boolean.parseBoolean(System.getenv("SERVICEMAP_TEST_FORBID_SKIPS"));

    /** How long a test waits for what must come. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static Playwright playwright;
    private static Browser browser;
    private static boolean told;

    private Browsers() {}

    /** Skips the calling test, with one loud line for all, where there is no Chromium and skips are allowed. */
    static synchronized Browser get() {
        if (!Files.isExecutable(CHROMIUM)) {
            skip();
        }
        if (browser == null) {
            browser = playwright()
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(CHROMIUM)
                            .setArgs(ARGUMENTS));
        }
        return browser;
    }

    /** A browser process of its own, whose profile outlives it, as a telephone's does. Skips as {@link #get}. */
    static synchronized BrowserContext persistent(Path profile, BrowserType.LaunchPersistentContextOptions options) {
        if (!Files.isExecutable(CHROMIUM)) {
            skip();
        }
        return playwright()
                .chromium()
                .launchPersistentContext(
                        profile, options.setExecutablePath(CHROMIUM).setArgs(ARGUMENTS));
    }

    /** A browser of its own with a camera that sees this video (y4m) over and over. Close it after use. Skips as {@link #get}. */
    static synchronized Browser withCamera(Path video) {
        if (!Files.isExecutable(CHROMIUM)) {
            skip();
        }
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.addAll(List.of(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-video-capture=" + video));
        return playwright()
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(arguments));
    }

    private static Playwright playwright() {
        if (playwright == null) {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            // what is awaited comes at once; a busy machine may take longer
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        }
        return playwright;
    }

    private static void skip() {
        String line = "NO BROWSER TESTS: " + CHROMIUM + " is missing (Debian: apt-get install chromium)";
        if (SKIPS_FORBIDDEN) {
            throw new AssertionError(line);
        }
        if (!told) {
            told = true;
            System.err.println("\n*** " + line + " ***\n");
        }
        Assumptions.abort(line);
    }
}
