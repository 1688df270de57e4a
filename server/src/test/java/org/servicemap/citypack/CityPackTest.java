package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.CoverageResult;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.text.LocalText;

class CityPackTest {
    private static final String GOOD = """
            format: 1
            id: anytown
            name: {en: Anytown, es: Cualquier Lugar}
            time_zone: America/New_York
            default_language: en
            languages: [en, es]
            map: {center: [-71.06, 42.36], zoom: 12}
            levels:
              - {id: ward, name: {en: Ward, es: Distrito}}
              - {id: precinct, name: {en: Precinct, es: Recinto}}
            areas:
              label: first
              effective_from: 2026-01-01
              layers:
                - {level: ward, file: wards.shp, fields: {code: WARD}}
            """;

    @TempDir
    private Path folder;

    @Test
    void readsLevelsLanguagesAndDefaults() throws IOException {
        City city = CityOfPack.of(read(GOOD));
        assertThat(city.levels()).extracting(level -> level.id()).containsExactly("ward", "precinct");
        assertThat(city.authoritativeRank()).as("the finest when none is named").isEqualTo(2);
        assertThat(city.snapMetres()).isEqualTo(50);
        assertThat(city.process()).isEmpty();
        assertThat(city.synthetic()).isFalse();
    }

    /** Whose process is checked to the last key. */
    @Test
    void theDemoAndTheReadmesExampleAreRead() throws IOException {
        Path packs = Path.of("..", "gis-data");
        assertThat(CityOfPack.of(CityPack.read(packs.resolve("beijing"))).process())
                .isNotEmpty();
        Matcher example = Pattern.compile("(?s)```yaml\\n(format: 1.*?)```")
                .matcher(Files.readString(packs.resolve("README.md")));
        assertThat(example.find()).isTrue();
        assertThat(CityOfPack.of(read(example.group(1))).process()).containsKey("urgency_classes");
    }

    @Test
    void aMissingPackIsSaidPlainly() {
        assertThatThrownBy(() -> CityPack.read(folder)).hasMessage("pack.yml: there is no such file");
    }

    @Test
    void aMisspeltKeyIsAnErrorWithItsLine() {
        refuses(GOOD.replace("effective_from:", "efective_from:"))
                .hasMessageContaining("pack.yml:13")
                .hasMessageContaining("«efective_from»");
    }

    @Test
    void brokenYamlIsAnErrorWithItsLine() {
        refuses(GOOD.replace("languages: [en, es]", "languages: [en, es")).hasMessageMatching("(?s)pack.yml:\\d+: .*");
    }

    @Test
    void aKeyThatStandsTwiceIsAnError() {
        refuses(GOOD + "id: other\n").hasMessageContaining("pack.yml:16").hasMessageContaining("id");
    }

    @Test
    void wrongValuesNameTheirKey() {
        refuses(GOOD.replace("America/New_York", "Mars/Olympus")).hasMessageContaining("time_zone: «Mars/Olympus»");
        refuses(GOOD.replace("2026-01-01", "01.01.2026")).hasMessageContaining("areas.effective_from: «01.01.2026»");
        refuses(GOOD.replace("level: ward", "level: wards")).hasMessageContaining("there is no level «wards»");
        refuses(GOOD.replace("format: 1", "format: 9")).hasMessageContaining("format: this program reads format 1");
        refuses(GOOD.replace("id: precinct", "id: ward")).hasMessageContaining("levels.id: «ward» stands twice");
        refuses(GOOD.replace("time_zone: America/New_York\n", "")).hasMessageContaining("time_zone: is missing");
        refuses(GOOD.replace("zoom: 12", "zoom: twelve"))
                .hasMessage("pack.yml:7: at map.zoom: a number was expected, not «twelve»");
        refuses(GOOD.replace("languages: [en, es]", "languages: {en: x}")).hasMessageContaining("a list was expected");
        refuses(GOOD.replace("format: 1", "format: one"))
                .hasMessageContaining("a whole number was expected, not «one»");
        refuses(GOOD.replace("name: {en: Anytown, es: Cualquier Lugar}", "name: Anytown"))
                .hasMessage("pack.yml:3: at name: a block (key: value) was expected");
    }

    @Test
    void oneReadingNamesAllThatIsWrong() {
        String several = OVERLAYS.replace("America/New_York", "Mars/Olympus")
                        .replace("zoom: 12", "zoom: twelve")
                        .replace("42.36]", "142.36]")
                        .replace("effective_from:", "efective_from:")
                        .replace("level: ward, file", "level: wards, fiel")
                        .replace(", file: roads.geojson", "")
                + """
                process:
                  whistle: perhaps
                  undo_seconds: -1
                  clocks:
                    - {id: a, starts: dispatched, ends: nothing}
                    - {id: b, starts: dispatched}
                """;
        refuses(several)
                .isInstanceOfSatisfying(
                        PackException.class,
                        refused -> assertThat(refused.findings())
                                .extracting(finding -> finding.code() + ":" + finding.feature())
                                .containsExactlyInAnyOrder(
                                        "bad_value:4", // the zone
                                        "bad_value:7", // the zoom is no number
                                        "bad_value:7", // the centre is nowhere
                                        "unknown_key:13",
                                        "bad_value:11", // and so the first day is missing
                                        "unknown_key:15", // fiel
                                        "bad_value:18", // an overlay without a source
                                        "bad_value:20",
                                        "bad_value:21",
                                        "bad_value:23",
                                        "bad_value:24"));
    }

    @Test
    void fieldsAreCalledWhatTheyAreCalled() throws IOException {
        CityPack pack = read(GOOD.replace("code: WARD", "code: [Y, NO], name: ON"));
        assertThat(pack.layers().get(0).fields().code()).isEqualTo(List.of("Y", "NO"));
        assertThat(pack.layers().get(0).fields().name()).isEqualTo("ON");
    }

    @Test
    void aLanguageWithoutItsTextIsLeftOut() throws IOException {
        City city = CityOfPack.of(read(GOOD.replace("es: Cualquier Lugar", "es: ")
                .replace("es: Recinto", "es: ")
                .replace("zoom: 12", "zoom: 12, notice: {en: , es: Prueba}")));
        assertThat(city.name().byTag()).containsOnlyKeys("en");
        assertThat(city.levels().get(1).name().byTag()).containsOnlyKeys("en");
        assertThat(city.notice().byTag()).containsOnlyKeys("es");
        refuses(GOOD.replace("en: Anytown, es: Cualquier Lugar", "en: , es: "))
                .hasMessage("pack.yml:3: name: is missing");
    }

    @Test
    void anEmptyItemIsAnErrorWithItsLine() {
        refuses(GOOD.replace("[en, es]", "[en, null]")).hasMessage("pack.yml:6: languages[1]: is empty");
        refuses(GOOD.replace("  - {id: precinct", "  - \n  - {id: precinct"))
                .hasMessage("pack.yml:10: levels[1]: is empty");
        refuses(GOOD + "    - \n").hasMessageContaining("pack.yml:16").hasMessageContaining("areas.layers[1]");
        refuses(GOOD.replace("42.36]", "]")).hasMessageContaining("pack.yml:7").hasMessageContaining("map.center");
        refuses(GOOD.replace("[-71.06, 42.36]", "[39.9, 116.4]"))
                .hasMessageContaining("map.center: give [longitude, latitude]");
    }

    @Test
    void theProcessKeepsItsOrderAndNothingThatSaysNothing() throws IOException {
        String process =
                "process:\n  whistle: true\n  flags:\n  undo_seconds: 9\n  channels: [web]\n  unit_kinds: [office]\n"
                        + "  diversions: [police]\n  contact_openings: {most: 3}\n";
        assertThat(CityOfPack.of(read(GOOD + process)).process().keySet())
                .containsExactly("whistle", "undo_seconds", "channels", "unit_kinds", "diversions", "contact_openings");
    }

    private static final String OVERLAYS = GOOD + """
            overlays:
              - {id: police, name: {en: Police}, file: police.geojson}
              - {id: roads, name: {en: Roads}, kind: line, file: roads.geojson}
            """;

    @Test
    void anOverlayNeedsIdNameAndOneSource() throws IOException {
        assertThat(read(OVERLAYS).overlays()).hasSize(2);
        refuses(OVERLAYS.replace(", name: {en: Roads}", "")).hasMessage("pack.yml:18: overlays[1].name: is missing");
        refuses(OVERLAYS.replace("{en: Roads}", "{en: }")).hasMessage("pack.yml:18: overlays[1].name: is missing");
        refuses(OVERLAYS.replace("id: roads, ", "")).hasMessageStartingWith("pack.yml:18: overlays[1].id: ");
        refuses(OVERLAYS.replace("id: roads", "id: police"))
                .hasMessage("pack.yml:18: overlays[1].id: «police» stands twice");
        refuses(OVERLAYS.replace(", file: roads.geojson", ""))
                .hasMessage("pack.yml:18: overlays[1]: «roads» needs a file: (or generate:), and has neither");
        refuses(OVERLAYS.replace("file: roads.geojson", "file: roads.geojson, generate: {seed: 1}"))
                .hasMessageContaining("pack.yml:18")
                .hasMessageContaining("not both");
        refuses(OVERLAYS.replace("kind: line", "tolerance_metres: -1"))
                .hasMessageStartingWith("pack.yml:18: overlays.roads.tolerance_metres: ");
        refuses(OVERLAYS + "  -\n").hasMessage("pack.yml:19: overlays[2]: is empty");
    }

    @Test
    void faultsOfALayerNameItsFile() throws IOException {
        Files.writeString(folder.resolve("wards.shp"), "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":");
        String plain = GOOD.replace("file: wards.shp", "file: wards.shp, crs: wgs84");
        refusesAreas(plain, "truncated");
        refusesAreas(plain.replace("file: wards.shp", "file: wards.shp, format: shapefile"), "not_a_layer");
        Files.writeString(folder.resolve("wards.shp"), """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WARD":1},
                "geometry":{"type":"Polygon","coordinates":[[[773000,2950000],[774000,2950000],[774000,2951000],
                [773000,2950000]]]}}]}""");
        refusesAreas(plain.replace("crs: wgs84", "crs: EPSG:99999"), "unknown_crs");
        refusesAreas(plain, "implausible_coordinates").startsWith("feature 1: ").contains("is it EPSG:2249");
    }

    private AbstractStringAssert<?> refusesAreas(String text, String code) throws IOException {
        CoverageResult result = new PackReading(read(text)).areas(true);
        assertThat(result.coverage()).isNull();
        assertThat(result.report().findings())
                .extracting(Finding::code, Finding::severity, Finding::layer)
                .containsExactly(tuple(code, Severity.ERROR, "wards.shp"));
        LocalText message = result.report().findings().get(0).message();
        assertThat(message.in("zh", "zh"))
                .contains("：" + message.in("en", "en"))
                .doesNotStartWith("城市数据包有误");
        return assertThat(message.in("en", "en"));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refuses(String text) {
        return assertThatThrownBy(() -> {
                    CityPack pack = read(text);
                    CityPack.located(folder, () -> CityOfPack.of(pack));
                })
                .isInstanceOf(PackException.class);
    }

    private CityPack read(String text) throws IOException {
        Files.writeString(folder.resolve("pack.yml"), text);
        return CityPack.read(folder);
    }
}
