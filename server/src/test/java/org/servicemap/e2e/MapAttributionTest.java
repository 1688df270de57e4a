package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.servicemap.accounts.DemoAccounts;

/** Every map says that its boundaries are invented, where one sees it; which pages have maps is read from their sources. */
class MapAttributionTest extends E2eTest {
    private static final String LINE = "#map.leaflet-container ~ .attrib";
    private static final Path WEB = Path.of("..", "web");
    private static final Pattern SCRIPT = Pattern.compile("src=\"/web/pages/(\\w+)/main.js\"");
    private static final Pattern MAP =
            Pattern.compile("create\\w*Map\\(container|create\\w*Map\\(document|create\\w*Map\\(now");

    private static final Map<String, List<String>> BY_LOGIN = Map.of(
            "", List.of("/", "/embed", "/book", "/report", "/courtyard", "/reports"),
            "supervisor", List.of("/desk", "/incidents", "/insights", "/governance?tab=risks"),
            "admin", List.of("/registry?new=1", "/wardens"));

    /** They need releases, and a phone: their own tests look for the line. */
    private static final List<String> ELSEWHERE = List.of("statistics", "warden");

    @Test
    void everyMapSaysThatItsBoundariesAreInvented() {
        BY_LOGIN.forEach((login, paths) -> {
            Page page = desktop().page();
            logIn(page, login);
            paths.forEach(path -> saysSo(page, path));
        });
    }

    @Test
    void noPageWithAMapIsLeftOut() throws IOException {
        TreeSet<String> visited = new TreeSet<>(ELSEWHERE);
        BY_LOGIN.values()
                .forEach(paths -> paths.forEach(path -> {
                    String name = path.substring(1).replaceAll("\\?.*", "");
                    visited.add(name.isEmpty() ? "index" : name);
                }));
        TreeSet<String> withMap = new TreeSet<>();
        try (Stream<Path> pages = Files.list(WEB)) {
            pages.filter(page -> page.toString().endsWith(".html") && hasMap(page))
                    .forEach(page -> withMap.add(page.getFileName().toString().replace(".html", "")));
        }

        assertThat(visited).isEqualTo(withMap);
    }

    private static boolean hasMap(Path page) {
        Matcher script = SCRIPT.matcher(read(page));
        if (!script.find()) {
            return false;
        }
        try (Stream<Path> scripts = Files.list(WEB.resolve("pages").resolve(script.group(1)))) {
            return scripts.filter(Files::isRegularFile)
                    .anyMatch(file -> MAP.matcher(read(file)).find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void logIn(Page page, String login) {
        if (!login.isEmpty()) {
            page.navigate("/login?return_to=/status");
            page.fill("#login", login);
            page.fill("#password", DemoAccounts.PASSWORD);
            page.press("#password", "Enter");
            page.waitForURL(Pattern.compile("^[^?]*/status"));
        }
    }

    private static void saysSo(Page page, String path) {
        page.navigate(path);
        assertThat(page.locator(LINE)).containsText("示意");
        page.waitForFunction(
                "selector => { const line = document.querySelector(selector); line.scrollIntoView({ block: 'center' });"
                        + " const { left, top } = line.getBoundingClientRect();"
                        + " return line.contains(document.elementFromPoint(left + 12, top + 9)); }",
                LINE);
    }
}
