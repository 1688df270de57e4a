package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Geolocation;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.DemoAccounts;
import org.servicemap.http.ApiClient;

/**
 * A warden with a grid, and a telephone: a browser process with a profile on disk, which can be killed and started again. Whatever the
 * page holds is read out of its own database.
 */
final class WardenPhone implements AutoCloseable {
    /** The grid in which {@link Qingxi#INSIDE} lies. */
    static final String GRID = "99010100100204";

    static final String NO_SYNC_BY_THE_WORKER = "delete ServiceWorkerRegistration.prototype.sync";

    private static final AtomicInteger WARDENS = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path profile;
    private @Nullable BrowserContext context;
    private @Nullable Page page;

    WardenPhone() {
        try {
            profile = Files.createTempDirectory("servicemap-phone");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiClient admin() {
        return staff("admin");
    }

    static ApiClient staff(String login) {
        ApiClient client = new ApiClient(URI.create(TestApp.url()).getPort()).fresh();
        client.postJson("/api/v1/session", Map.of("login", login, "password", DemoAccounts.PASSWORD));
        return client.takeCsrfToken();
    }

    /** Makes a warden who looks after {@link #GRID}; answers the account's id. */
    static String warden() {
        ApiClient admin = admin();
        String login = "phone" + WARDENS.incrementAndGet();
        JsonNode made = ok(admin.postJson(
                        "/api/v1/accounts",
                        Map.of(
                                "login",
                                login,
                                "name",
                                "周" + login,
                                "roles",
                                List.of("warden"),
                                "area_level",
                                "subdistrict",
                                "area",
                                GRID.substring(0, 9))))
                .path("account");
        ok(admin.postJson(
                "/api/v1/wardens/assignments",
                Map.of(
                        "account",
                        made.path("id").asText(),
                        "duty",
                        "warden",
                        "grid",
                        GRID,
                        "first_day",
                        LocalDate.now().minusDays(2).toString())));
        return made.path("id").asText();
    }

    static JsonNode ok(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.json();
    }

    /** Starts the browser, where it was not closed or was killed. */
    WardenPhone start(double lon, double lat, double accuracy) {
        context = Browsers.persistent(
                profile,
                new BrowserType.LaunchPersistentContextOptions()
                        .setViewportSize(390, 844)
                        .setDeviceScaleFactor(2)
                        .setHasTouch(true)
                        .setIsMobile(true)
                        .setLocale("zh-CN")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setGeolocation(new Geolocation(lat, lon).setAccuracy(accuracy))
                        .setPermissions(List.of("geolocation"))
                        .setBaseURL(TestApp.url()));
        context.setDefaultTimeout(Browsers.PATIENCE.toMillis());
        page = context.pages().isEmpty() ? context.newPage() : context.pages().get(0);
        return this;
    }

    WardenPhone start() {
        return start(Qingxi.INSIDE_LON, Qingxi.INSIDE_LAT, 8);
    }

    /** For tests that change what is sent: the worker's calls pass by the page's routes, so it gets no turn. */
    WardenPhone onlyThePageSends() {
        page().addInitScript(NO_SYNC_BY_THE_WORKER);
        return this;
    }

    Page page() {
        assertThat(page).isNotNull();
        return page;
    }

    Stream<Page> pages() {
        return Stream.ofNullable(page);
    }

    BrowserContext context() {
        assertThat(context).isNotNull();
        return context;
    }

    WardenPhone open(String hash) {
        page().navigate("/warden" + hash);
        return this;
    }

    /** By a link as staff give it; waits until the page is on the phone. */
    WardenPhone enrol(String account) {
        String url = ok(admin().postJson("/api/v1/field/enrolments", Map.of("account", account)))
                .path("url")
                .asText();
        page().waitForSelector(".wp"); // drawn: from now on it hears of another hash
        page().navigate(url);
        page().click("#enrol");
        page().waitForSelector("#map[data-grids='1']");
        page().waitForURL("**/warden#map"); // the last that enrolling does; the map is there before
        page().waitForSelector("#standing[data-where]"); // without a position nothing can be saved
        assertThat(page().url()).doesNotContain("enrol=");
        return this;
    }

    /** By a code for another, used only to send what that one kept here. */
    WardenPhone sendFor(String account) {
        String url = ok(admin().postJson("/api/v1/field/enrolments", Map.of("account", account)))
                .path("url")
                .asText();
        page().navigate(url);
        page().locator("#enrol-once").press("Enter");
        page().waitForURL("**/warden#queue");
        return this;
    }

    /** Until the worker has put the shell aside and reigns over the page. */
    WardenPhone awaitWorker() {
        page().waitForFunction("async () => (await navigator.serviceWorker.ready).active.state === 'activated'");
        return this;
    }

    /** Tile, photo, save. */
    WardenPhone report(String category, @Nullable Path photo) {
        page().click(".wnav a[href='#map']");
        page().click("[data-tile=" + category + "]");
        if (photo != null) {
            page().setInputFiles("#shoot-found", photo);
            page().waitForSelector(".shot img");
        }
        page().click("#save");
        page().waitForURL("**/warden#queue");
        return this;
    }

    Locator waiting() {
        return page().locator("#waiting [data-item]");
    }

    Locator sent() {
        return page().locator("#sent [data-item]");
    }

    /** What the page keeps in a store of its database. */
    JsonNode held(String store) {
        String text = (String) page().evaluate("""
                (store) => new Promise((resolve, reject) => {
                  const opening = indexedDB.open('servicemap-warden');
                  opening.onerror = () => reject(opening.error);
                  opening.onsuccess = () => {
                    const all = opening.result.transaction(store).objectStore(store).getAll();
                    all.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(all.result)); };
                    all.onerror = () => reject(all.error);
                  };
                })""", store);
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode device() {
        for (JsonNode each : held("settings")) {
            if (each.path("account").isObject()) {
                return each;
            }
        }
        throw new AssertionError("no phone is enrolled");
    }

    /** Reports of the warden as the server tells them, the newest first. */
    JsonNode reports() {
        ApiClient phone = new ApiClient(URI.create(TestApp.url()).getPort())
                .withBearer(device().path("token").asText());
        return ok(phone.get("/api/v1/field/work")).path("reports");
    }

    static void revoke(String device) {
        ok(admin().postJson("/api/v1/field/devices/" + device + "/revoke", Map.of()));
    }

    /** Ends the browser as the system does when it wants the memory: no farewell. */
    void kill() {
        processes().forEach(ProcessHandle::destroyForcibly);
        processes().forEach(each -> each.onExit().join());
        forget();
    }

    void shut() {
        if (context != null) {
            context.close();
        }
        forget();
    }

    private void forget() {
        context = null;
        page = null;
    }

    /** The browser with this profile, and what it started. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            Path line = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            return Files.readString(line, StandardCharsets.ISO_8859_1).contains("--user-data-dir=" + profile + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            shut();
        } catch (PlaywrightException e) {
            forget(); // killed already
        }
        try (Stream<Path> walk = Files.walk(profile)) {
            walk.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + profile);
        }
    }

    /** A photograph of so many pixels that nothing can make small. */
    static Path photo(Path folder, int seed, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        try {
            Path file = folder.resolve("photo-" + seed + ".jpg");
            ImageIO.write(image, "jpg", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
