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
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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

    private final AtomicReference<SearchSource> source = new AtomicReference<>(SearchSource.NONE);
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
        search = new NameSearch(areas, gazetteer, source::get, data);
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
            assertThat(find(text, 5))
                    .as(text)
                    .first()
                    .extracting(hit -> hit.name().in("zh", "en"))
                    .isEqualTo("东直门街道");
        }
        assertThat(find("changan", 5)).first().extracting(Hit::code).isEqualTo("A00020002");
    }

    @Test
    void exactBeforePrefixAndCoarserFirst() {
        assertThat(find("东", 10))
                .extracting(hit -> hit.name().in("zh", "en"))
                .as("the best of each group, then coarser areas and shorter names")
                .startsWith("东城区", "东直门内大街", "东四街道", "东直门街道");
        assertThat(find("Dongcheng District", 1)).first().extracting(Hit::level).isEqualTo("district");
        assertThat(find("东", 2)).hasSize(2);
        assertThat(find("没有这个地方", 10)).isEmpty();
        assertThat(find("  ()*?\"~ ", 10)).isEmpty();
    }

    @Test
    void placesComeWithTheAreasTheyLieIn() {
        Hit road = find("东直门内大街", 1).get(0);
        assertThat(road.kind()).isEqualTo(Hit.Kind.ROAD);
        assertThat(road.context().in("zh", "en")).isEqualTo("东城区东直门街道");
        assertThat(road.context().in("en", "zh")).isEqualTo("Dongzhimen Sub-district, Dongcheng District");
        assertThat(road.bbox()).isNotNull();
        assertThat(find("东直门内大街12号", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.ADDRESS);
        assertThat(find("东湖湾", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.COMPOUND);
        assertThat(find("路口", 1)).first().extracting(Hit::kind).isEqualTo(Hit.Kind.INTERSECTION);
        assertThat(find("39.2, 116.2", 5))
                .singleElement()
                .satisfies(hit -> assertThat(hit.kind()).isEqualTo(Hit.Kind.COORDINATE))
                .satisfies(hit -> assertThat(hit.position()).isEqualTo(new LonLat(116.2, 39.2)));
    }

    @Test
    void anotherGazetteerIsAnotherIndex() throws IOException {
        gazetteer.replace(content("新开路"));
        assertThat(find("新开路", 5)).isEmpty();
        search.refresh();
        assertThat(find("新开路", 5)).isNotEmpty();
        assertThat(find("东直门内大街12号", 5)).isEmpty();
        try (Stream<Path> folders = Files.list(data.resolve("search"))) {
            assertThat(folders).as("names and places").hasSize(2);
        }
    }

    @Test
    void beforeAnythingIsIndexedItSaysSo() throws IOException {
        try (NameSearch fresh = new NameSearch(areas, gazetteer, () -> SearchSource.NONE, data.resolve("fresh"))) {
            assertThat(fresh.isReady()).isFalse();
            assertThatThrownBy(() -> fresh.search(Question.of("东", 5)))
                    .isInstanceOf(GazetteerException.class)
                    .hasMessageContaining("still being indexed");
            assertThat(fresh.search(Question.of("116.2,39.2", 5))).hasSize(1);
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

    @Test
    void everythingElseIsSearchedBesideThemAndFollowed() throws IOException {
        source.set(places("1", place("hall", "东直门街道便民服务中心", true), place("shop", "东直门便利店", false)));
        assertThat(find("便民服务", 5)).as("until it is indexed").isEmpty();
        search.refresh();
        assertThat(find("便民服务", 5)).first().satisfies(hit -> {
            assertThat(hit.code()).isEqualTo("hall");
            assertThat(hit.area()).startsWith("A000");
            assertThat(hit.category()).isEqualTo("government");
        });
        source.set(places("2", place("shop", "东直门便利店", false)));
        assertThat(find("便民服务", 5)).as("the old one answers on").isNotEmpty();
        search.refresh();
        assertThat(find("便民服务", 5)).extracting(Hit::code).doesNotContain("hall");
        assertThat(find("便利店", 5)).first().extracting(Hit::code).isEqualTo("shop");
    }

    @Test
    void savedIndexesAreOpenedAgainAndOnlyWhatIsNewIsBuilt() throws IOException {
        Consumer<Consumer<Entry>> never = consumer -> {
            throw new AssertionError("built again");
        };
        source.set(places("3", place("shop", "东直门便利店", false)));
        search.refresh();
        try (NameSearch next = new NameSearch(areas, gazetteer, () -> new Places("3", never), data)) {
            next.refresh();
            assertThat(next.isReady()).isTrue();
            assertThat(next.search(Question.of("便利店", 1))).hasSize(1);
        }
    }

    @Test
    void onlyTheKindsThatAreAskedForAndTheNearestOfEquals() throws IOException {
        source.set(places("4", placeAt("west", 116.02), placeAt("east", 116.18), placeAt("middle", 116.1)));
        search.refresh();
        LonLat near = new LonLat(116.17, 39.1);
        assertThat(search.search(new Question("图书馆", 3, Question.EVERYTHING, near)))
                .extracting(Hit::code)
                .containsExactly("east", "middle", "west");
        assertThat(search.search(new Question("东", 9, Set.of(Hit.Kind.ROAD), null)))
                .extracting(Hit::kind)
                .containsOnly(Hit.Kind.ROAD);
    }

    private List<Hit> find(String text, int limit) {
        return search.search(Question.of(text, limit));
    }

    private record Places(String stamp, Consumer<Consumer<Entry>> all) implements SearchSource {
        @Override
        public void each(Consumer<Entry> consumer) {
            all.accept(consumer);
        }
    }

    private static SearchSource places(String stamp, Entry... entries) {
        return new Places(stamp, consumer -> List.of(entries).forEach(consumer));
    }

    private static Entry place(String code, String name, boolean official) {
        return place(code, name, official, 116.1);
    }

    private static Entry placeAt(String code, double lon) {
        return place(code, "图书馆" + code, false, lon);
    }

    private static Entry place(String code, String name, boolean official, double lon) {
        return new Entry(
                Hit.Kind.PLACE,
                code,
                LocalText.of("zh", name),
                LocalText.EMPTY,
                List.of(LocalText.of("zh", "政务服务")),
                new LonLat(lon, 39.1),
                null,
                "government",
                official);
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
