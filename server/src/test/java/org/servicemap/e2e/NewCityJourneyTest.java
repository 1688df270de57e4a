package org.servicemap.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.app.Commands;
import org.servicemap.app.ServiceMap;
import org.servicemap.citypack.ImportListener;
import org.servicemap.storage.TestDatabases;

/**
 * An administrator brings another city, with the very files and commands of {@code gis-data/README.md}: two levels, feet, English and
 * Spanish. Only the boundaries are the test's own: two wards of two precincts, in feet of EPSG:2249, about 42.10° N 72.59° W.
 */
class NewCityJourneyTest extends E2eTest {
    private static final Path README = Path.of("..", "gis-data", "README.md");
    private static final int WEST = 350_000;
    private static final int SOUTH = 2_853_000;
    private static final int WARD = 11_000;
    private static final int PRECINCT = 10_500;

    @TempDir
    private Path folder;

    private Path pack() throws IOException {
        String text = Files.readString(README);
        Matcher block = Pattern.compile("```(?:yaml|csv)\n(.*?)```", Pattern.DOTALL)
                .matcher(text.substring(text.indexOf("## Another city in an hour")));
        Path pack = Files.createDirectories(folder.resolve("springfield"));
        Path areas = Files.createDirectories(pack.resolve("areas"));
        for (String file : List.of("pack.yml", "units.csv", "categories.csv", "catalogue.yml")) {
            assertThat(block.find()).as(file).isTrue();
            Files.writeString(pack.resolve(file), block.group(1).replace(".zip", ".geojson"));
        }
        Files.writeString(areas.resolve("wards.geojson"), collection(ward(1), ward(2)));
        Files.writeString(
                areas.resolve("precincts.geojson"),
                collection(precinct(1, 0, "A"), precinct(1, 1, "B"), precinct(2, 0, "C"), precinct(2, 1, "D")));
        return pack;
    }

    private static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    }

    private static String ward(int ward) {
        return feature("\"WARD_NO\":\"%d\",\"WARD_NAME\":\"Ward %d\"".formatted(ward, ward), ward, SOUTH, 2 * PRECINCT);
    }

    private static String precinct(int ward, int row, String letter) {
        return feature(
                "\"PRECINCT\":\"%d%s\",\"LABEL\":\"Precinct %d%s\"".formatted(ward, letter, ward, letter),
                ward,
                SOUTH + row * PRECINCT,
                PRECINCT);
    }

    private static String feature(String properties, int ward, int south, int height) {
        int west = WEST + (ward - 1) * WARD;
        int east = west + WARD;
        int north = south + height;
        return String.format(
                Locale.ROOT,
                "{\"type\":\"Feature\",\"properties\":{%s},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}",
                properties,
                west,
                south,
                east,
                south,
                east,
                north,
                west,
                north,
                west,
                south);
    }

    @Test
    void anAdministratorBringsACityAndItsPeopleSeeWhoIsInCharge() throws IOException {
        String pack = pack().toString();
        Commands commands = new Commands(folder.resolve("data"), TestDatabases.bestAddress());
        assertThat(commands.done("import", pack, "--dry-run")).contains("6 areas are fine");
        commands.done("check", pack);
        assertThat(commands.done("import", pack, "--publish")).contains("6 areas");

        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            String url = "http://127.0.0.1:" + server.port();
            MapPage map = desktop();
            Page page = map.page();
            page.navigate(url + "/?c=-72.61,42.115&z=14&lang=en");
            map.clickMiddleOfMap();
            assertThat(map.chainNames()).containsExactly("Ward 1", "Precinct 1B");
            map.categoryButton().click();
            page.locator("#category-words").fill("pothole");
            page.locator("[id='category-street.pothole']").click();
            assertThat(map.unitName()).hasText("Public Works");
            page.locator("[data-language=es]:visible").click();
            assertThat(map.unitName()).hasText("Obras Públicas");

            ReportPage report = new ReportPage(phone());
            report.page().navigate(url + "/report?lon=-72.57&lat=42.115&category=other&lang=en");
            report.says("A lamp post leans over the pavement").leavesPhone("413-555-0142");
            report.submit();
            report.page().locator(".receipt__next a").click();
            assertThat(report.page().locator("main").first()).containsText("Ward 2 Office");
            assertThat(report.page().locator("body")).not().containsText("histle");
            // what they fetch ahead would not find the server any more
            page.context().close();
            report.page().context().close();
        }
    }
}
