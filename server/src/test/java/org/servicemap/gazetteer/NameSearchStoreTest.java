package org.servicemap.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.TestCoverages;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.ImportReport;
import org.servicemap.gazetteer.words.PlaceGuess;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class NameSearchStoreTest {
    private static final Map<String, LocalText> NAMES = Map.of(
            "A0001", LocalText.of("zh", "东城区", "en", "Dongcheng District"),
            "A0002", LocalText.of("zh", "朝阳区", "en", "Chaoyang District"),
            "A00010001", LocalText.of("zh", "东直门街道", "en", "Dongzhimen Sub-district"),
            "A00010002", LocalText.of("zh", "东四街道", "en", "Dongsi Sub-district"),
            "A00020001", LocalText.of("zh", "望京街道", "en", "Wangjing Sub-district"),
            "A00020002", LocalText.of("zh", "长安街道", "en", "Chang'an Sub-district"));

    private final Database database;
    private final Gazetteer gazetteer;

    @TempDir
    private Path data;

    private AreaRegistry areas;
    private NameSearch search;

    NameSearchStoreTest(Database database) {
        this.database = database;
        this.gazetteer = new Gazetteer(database);
    }

    @BeforeEach
    void prepare() throws Exception {
        AreaVersions versions = new AreaVersions(database, List.of());
        areas = new AreaRegistry(database, versions, data, Clock.systemUTC());
        search = new NameSearch(areas, gazetteer, data);
        areas.refresh();
        if (!areas.isReady()) {
            publish(versions);
        }
        gazetteer.replace(content("东直门内大街"));
        areas.refresh();
        search.refresh();
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        areas.close();
    }

    @Test
    void namesInEverySpelling() {
        for (String text : List.of(
                "东直门街道",
                "東直門街道",
                "东直门街",
                "dongzhimenjiedao",
                "dongzhimenj",
                "dzmjd",
                "A00010001",
                "直门街道",
                "Dongzhimen Sub-district",
                "Dongzhimen sub",
                "dongzimen",
                "东城区东直门街道",
                "东城 东直门街道")) {
            assertThat(search.search(text, 5))
                    .as(text)
                    .first()
                    .extracting(hit -> hit.name().in("zh", "en"))
                    .isEqualTo("东直门街道");
        }
        assertThat(search.search("changan", 5)).first().extracting(Hit::code).isEqualTo("A00020002");
    }

    @Test
    void exactBeforePrefixAndCoarserFirst() {
        assertThat(search.search("东", 10))
                .extracting(hit -> hit.name().in("zh", "en"))
                .startsWith("东城区", "东四街道", "东直门街道", "东直门内大街");
        assertThat(search.search("Dongcheng District", 1))
                .first()
                .extracting(Hit::level)
                .isEqualTo("district");
        assertThat(search.search("东", 2)).hasSize(2);
        assertThat(search.search("没有这个地方", 10)).isEmpty();
        assertThat(search.search("  ()*?\"~ ", 10)).isEmpty();
    }

    @Test
    void placesComeWithTheAreasTheyLieIn() {
        Hit road = search.search("东直门内大街", 1).get(0);
        assertThat(road.kind()).isEqualTo(Hit.Kind.ROAD);
        assertThat(road.context().in("zh", "en")).isEqualTo("东城区东直门街道");
        assertThat(road.context().in("en", "zh")).isEqualTo("Dongzhimen Sub-district, Dongcheng District");
        assertThat(road.bbox()).isNotNull();
        assertThat(search.search("东直门内大街12号", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.ADDRESS);
        assertThat(search.search("东湖湾", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.COMPOUND);
        assertThat(search.search("路口", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.INTERSECTION);
        assertThat(search.search("39.2, 116.2", 5))
                .singleElement()
                .satisfies(hit -> assertThat(hit.kind()).isEqualTo(Hit.Kind.COORDINATE))
                .satisfies(hit -> assertThat(hit.lon()).isEqualTo(116.2));
    }

    @Test
    void anotherGazetteerIsAnotherIndex() throws IOException {
        gazetteer.replace(content("新开路"));
        assertThat(search.search("新开路", 5)).isEmpty();
        search.refresh();
        assertThat(search.search("新开路", 5)).isNotEmpty();
        assertThat(search.search("东直门内大街12号", 5)).isEmpty();
        try (Stream<Path> folders = Files.list(data.resolve("search"))) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void beforeAnythingIsIndexedItSaysSo() throws IOException {
        try (NameSearch fresh = new NameSearch(areas, gazetteer, data.resolve("fresh"))) {
            assertThat(fresh.isReady()).isFalse();
            assertThatThrownBy(() -> fresh.search("东", 5))
                    .isInstanceOf(GazetteerException.class)
                    .hasMessageContaining("still being indexed");
            assertThat(fresh.search("116.2,39.2", 5)).hasSize(1);
        }
    }

    @Test
    void theFinderReadsWhatIsInForceAndWhatReplacesIt() {
        try (PlaceFinder finder = new PlaceFinder(() -> LocalText.of("zh", "清溪市"), areas, gazetteer)) {
            assertThatThrownBy(() -> finder.guess("东湖湾停水", 1))
                    .isInstanceOfSatisfying(
                            GazetteerException.class,
                            e -> assertThat(e.code()).isEqualTo(GazetteerException.NOT_READY));
            finder.refresh();
            assertThat(finder.guess("东湖湾停水", 1)).extracting(PlaceGuess::code).containsExactly("c1");
            assertThat(finder.guess("東直門内大街12号没有水", 1))
                    .extracting(PlaceGuess::code)
                    .containsExactly("a1");
            assertThat(finder.guess("望京街道停水", 1)).extracting(PlaceGuess::code).containsExactly("A00020001");
            assertThat(finder.guess("东湖湾停水", 1).get(0).uncertaintyMetres()).isBetween(600.0, 800.0);
            gazetteer.replace(content("和平西街"));
            finder.refresh();
            assertThat(finder.guess("和平西街12号没有水", 1))
                    .extracting(PlaceGuess::code)
                    .containsExactly("a1");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void publish(AreaVersions versions) {
        Coverage town = TestCoverages.town("A", 2, 2, 1);
        List<CoverageArea> named = new ArrayList<>();
        for (CoverageArea area : town.areas()) {
            named.add(new CoverageArea(
                    area.ordinal(),
                    area.level(),
                    area.code(),
                    area.parent(),
                    NAMES.get(area.code()),
                    area.attributes(),
                    area.shape(),
                    area.own()));
        }
        LocalDate from = LocalDate.of(2024, 1, 1);
        AreaVersion draft = versions.createDraft(new AreaVersions.Draft(
                new Coverage(town.grid(), town.levels(), named), List.of(), "one", from, "", ImportReport.EMPTY));
        versions.publish(draft.id(), from, true);
    }

    private static GazetteerContent content(String road) throws IOException {
        return new GazetteerContent(
                List.of(new Address(
                        "a1", "r1", "12", null, null, LocalText.of("zh", road + "12号"), new LonLat(116.1, 39.1))),
                List.of(new Compound(
                        "c1",
                        LocalText.of("zh", "东湖湾"),
                        wkt("POLYGON ((116.1 39.1, 116.11 39.1, 116.11 39.11, 116.1 39.1))"))),
                List.of(new Road(
                        "r1", LocalText.of("zh", road), wkt("LINESTRING (116.1 39.1, 116.15 39.12, 116.2 39.1)"))),
                List.of(new Intersection(
                        "x1", "r1", "r2", LocalText.of("zh", road + "与工体北路路口"), new LonLat(116.15, 39.12))));
    }

    private static Geometry wkt(String text) throws IOException {
        try {
            return new WKTReader().read(text);
        } catch (ParseException e) {
            throw new IOException(e);
        }
    }
}
