package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.City;

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
                .hasMessageContaining("map.zoom")
                .hasMessageContaining("pack.yml:7");
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
        refusesAreas(plain, "implausible_coordinates").hasMessageContaining("is it EPSG:2249");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refusesAreas(String text, String code) throws IOException {
        PackReading reading = new PackReading(read(text));
        return assertThatThrownBy(() -> reading.areas(true))
                .isInstanceOfSatisfying(
                        PackException.class, fault -> assertThat(fault.code()).isEqualTo(code))
                .hasMessageStartingWith("wards.shp: ");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refuses(String text) {
        return assertThatThrownBy(() -> CityOfPack.of(read(text))).isInstanceOf(PackException.class);
    }

    private CityPack read(String text) throws IOException {
        Files.writeString(folder.resolve("pack.yml"), text);
        return CityPack.read(folder);
    }
}
