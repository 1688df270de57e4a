package org.servicemap.places.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCategory;
import org.servicemap.places.PlaceException;
import org.servicemap.places.PlaceReferences;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.PublishedPlace;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/** Files of all three kinds against ten libraries in {@link TestTown}. */
class ImportReadingTest {
    private static final AreaSnapshot AREAS = new FixedAreas().current().snapshot();
    private static final List<PlaceCategory> CATEGORIES = List.of(
            new PlaceCategory("culture", null, LocalText.of("zh", "文化"), "book", null),
            new PlaceCategory("library", "culture", LocalText.of("zh", "图书馆"), "book", null),
            new PlaceCategory("shop", null, LocalText.of("zh", "商店"), "shop", null));
    private static final String HEADER = "code,name_zh,category,lon,lat\n";

    @TempDir
    private Path folder;

    private final List<PublishedPlace> published = new ArrayList<>();

    ImportReadingTest() {
        for (int i = 0; i < 10; i++) {
            published.add(new PublishedPlace(library(i), 3, Instant.EPOCH, "pack"));
        }
    }

    private static double lon(int i) {
        return TestTown.WEST + 0.001 + 0.002 * i;
    }

    private static double lat(int i) {
        return TestTown.SOUTH + 0.001 + 0.0015 * i;
    }

    private static Place library(int i) {
        return new Place(
                "L" + i,
                LocalText.of("zh", "第" + i + "市民图书馆"),
                LocalText.EMPTY,
                "library",
                new LonLat(lon(i), lat(i)),
                LocalText.EMPTY,
                List.of(),
                "",
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                null,
                List.of(),
                "",
                null);
    }

    private static String row(int i) {
        return "L" + i + ",第" + i + "市民图书馆,library," + lon(i) + "," + lat(i) + "\n";
    }

    private ImportReading.Result read(Path file, ImportMapping mapping) throws IOException {
        PlaceSet known = new PlaceSet(published, CATEGORIES, List.of());
        PlaceReferences references =
                new PlaceReferences(known.categories(), Set.of(), Set.of(), new SnapshotPlaces(AREAS));
        return new ImportReading(known, AREAS, references, mapping).read(file, "file", codes -> Map.of("BACK", 7));
    }

    private ImportReading.Result read(String csv, String mapping) throws IOException {
        Path file = Files.writeString(folder.resolve("places.csv"), csv);
        return read(file, mapping.isEmpty() ? ImportMapping.NONE : ImportMapping.parse(mapping));
    }

    private static List<String> codes(List<RowFault> faults) {
        return faults.stream()
                .map(one -> one.line() + " " + one.field() + " " + one.code())
                .toList();
    }

    @Test
    void theDifferenceIsNewChangedAndGone() throws IOException {
        String csv = HEADER + row(0) + row(1).replace("市民", "少儿") + "N1,新书店,shop," + lon(3) + "," + lat(3) + "\n"
                + "BACK,回来的书店,shop," + lon(5) + "," + lat(5) + "\n";

        ImportReading.Result result = read(csv, "complete_category: culture");

        assertThat(result.errors()).isEmpty();
        assertThat(result.rows()).isEqualTo(4);
        assertThat(result.changes())
                .extracting(change -> change.kind() + " " + change.code() + " " + change.seen() + " " + change.fields())
                .startsWith("changed L1 3 [name]", "new N1 0 []", "new BACK 7 []", "gone L2 3 []")
                .hasSize(11);
        assertThat(read(csv, "").changes()).hasSize(3);
    }

    @Test
    void whatTheFileHasNoColumnForStaysAndAnEmptyCellEmptiesItsField() throws IOException {
        Place full = new Place(
                "FULL",
                LocalText.of("zh", "少儿馆", "en", "Children's library"),
                LocalText.of("zh", "儿童馆"),
                "library",
                new LonLat(lon(0), lat(4)),
                LocalText.of("zh", "书院街9号"),
                List.of("010-5550 0009"),
                "Mo-Fr 09:00-17:00",
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                true,
                "https://library.example",
                List.of("77"),
                "文旅局",
                null);
        full = described(full);
        published.add(new PublishedPlace(full, 5, Instant.EPOCH, "desk"));

        Place changed =
                read("code,name_zh,phone\nFULL,少年儿童馆,\n", "").changes().get(0).place();

        assertThat(changed).isNotNull();
        assertThat(changed.name()).isEqualTo(LocalText.of("zh", "少年儿童馆", "en", "Children's library"));
        assertThat(changed.phones()).isEmpty();
        assertThat(changed.hours()).isEqualTo("Mo-Fr 09:00-17:00");
        assertThat(changed.address()).isEqualTo(full.address());
        assertThat(changed.aliases()).isEqualTo(full.aliases());
        assertThat(changed.point()).isEqualTo(full.point());
        assertThat(changed.photos()).containsExactly("77");
        assertThat(changed.photoTexts()).containsExactly(LocalText.of("zh", "门口有坡道", "en", "A ramp at the door"));
        assertThat(changed.appointments()).isTrue();
        assertThat(changed.website()).isEqualTo("https://library.example");
    }

    @Test
    void whatAPhotoShowsStaysWithItWhenTheFileHasThePhotosInAnotherOrder() throws IOException {
        Place place = read("code,photos,photo_texts_zh\nL3,11 12 13,一|二|三\n", "")
                .changes()
                .get(0)
                .place();
        assertThat(place).isNotNull();
        published.set(3, new PublishedPlace(place, 4, Instant.EPOCH, "desk"));

        Place moved = read("code,photos\nL3,13 11 99\n", "").changes().get(0).place();

        assertThat(moved).isNotNull();
        assertThat(moved.photoTexts())
                .containsExactly(LocalText.of("zh", "三"), LocalText.of("zh", "一"), LocalText.EMPTY);
    }

    /** By a row too: what the photo shows comes in, and what stands for more photos than there are does not. */
    private Place described(Place place) throws IOException {
        published.add(new PublishedPlace(place, 1, Instant.EPOCH, "desk"));
        Place found = read("code,photo_texts_zh,photo_texts_en\nFULL,门口有坡道|没有这张,A ramp at the door\n", "")
                .changes()
                .get(0)
                .place();
        published.remove(published.size() - 1);
        assertThat(found).isNotNull();
        return found;
    }

    @Test
    void columnsWordsAndConstantsAreMapped() throws IOException {
        Path file = folder.resolve("gbk.csv");
        Files.write(
                file, ("编号,名称,类别,经度,纬度\nX1,新馆,图书馆," + lon(2) + "," + lat(4) + "\n").getBytes(Charset.forName("GBK")));
        ImportMapping mapping = ImportMapping.parse("""
                {"columns": {"code": "编号", "name_zh": "名称", "category": "类别", "lon": "经度", "lat": "纬度"},
                 "values": {"category": {"图书馆": "library"}}, "constants": {"source": "文旅局"}, "encoding": "GBK"}""");

        ImportReading.Result result = read(file, mapping);

        assertThat(result.errors()).isEmpty();
        Place place = result.changes().get(0).place();
        assertThat(place).isNotNull();
        assertThat(place.name().in("zh", "zh")).isEqualTo("新馆");
        assertThat(place.source()).isEqualTo("文旅局");
    }

    @Test
    void everyRowSaysWhatIsWrongWithIt() throws IOException {
        String csv = "code,name_zh,category,lon,lat,located_in,hours,phone\n"
                + "A,海上图书馆,library,125,30,,,\n"
                + "B,动物园,zoo," + lon(2) + "," + lat(7) + ",,,\n"
                + "C,图书馆,library," + lon(2) + "," + lat(7) + ",东区,,\n"
                + "D,图书馆,library," + lon(2) + "," + lat(7) + ",西区,9-5,call\n"
                + "E,<b>图书馆</b>,library," + lon(2) + "," + lat(7) + ",01,,\n"
                + "F,第2市民图书馆新馆,library," + (lon(2) + 0.0001) + "," + lat(2) + ",,,\n"
                + "F,又一个,library," + lon(9) + "," + lat(2) + ",,,\n"
                + "G,图书馆,library,116.5x,39.75,,,\n";

        ImportReading.Result result = read(csv, "");

        assertThat(codes(result.errors()))
                .containsExactlyInAnyOrder(
                        "2 lon outside_city",
                        "3 category unknown_category",
                        "4 located_in wrong_area",
                        "5 phone bad_phone",
                        "5 hours bad_hours",
                        "6 name bad_name",
                        "8 code duplicate_code",
                        "9 lon bad_coordinates");
        assertThat(codes(result.warnings())).contains("7 name likely_duplicate");
        assertThat(result.changes()).as("nothing while there are errors").isEmpty();
    }

    @Test
    void aRowSaysAllThatIsWrongWithItsFields() throws IOException {
        String csv = HEADER.strip() + ",phone,accessibility,updated_on\n" + "A,图书馆,library," + lon(2) + "," + lat(7)
                + ",call,ramp,1/2/26\n";

        assertThat(codes(read(csv, "").errors()))
                .containsExactlyInAnyOrder(
                        "2 phone bad_phone", "2 accessibility unknown_fact", "2 updated_on bad_date");
    }

    @Test
    void gcj02TakenForWgs84IsFoundByWhatIsKnown() throws IOException {
        Crs gcj02 = Crs.parse("gcj02");
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 5; i++) {
            double[] shifted = {lon(i), lat(i)};
            gcj02.fromWgs84(shifted, 1);
            csv.append("L" + i + ",第" + i + "市民图书馆,library," + shifted[0] + "," + shifted[1] + "\n");
        }

        assertThat(codes(read(csv.toString(), "").errors())).contains("0 lon gcj02_suspected");
        assertThat(read(csv.toString(), "crs: gcj02").errors()).isEmpty();
    }

    /** New places say it too: by names that are known, or by the areas that their rows name. */
    @Test
    void gcj02TakenForWgs84IsFoundInTablesOfNewCodes() throws IOException {
        Crs gcj02 = Crs.parse("gcj02");
        StringBuilder named = new StringBuilder(HEADER);
        StringBuilder located = new StringBuilder(HEADER.strip() + ",located_in\n");
        for (int i = 0; i < 5; i++) {
            double[] shifted = {lon(i), lat(i)};
            gcj02.fromWgs84(shifted, 1);
            named.append("N" + i + ",第" + i + "市民图书馆,library," + shifted[0] + "," + shifted[1] + "\n");
            double[] east = {TestTown.WEST + 0.9 * TestTown.SIDE, lat(i)};
            int leaf = AREAS.index().leafOf(east[0], east[1]);
            gcj02.fromWgs84(east, 1);
            located.append("A" + i + ",书店" + i + ",shop," + east[0] + "," + east[1] + ","
                    + AREAS.directory().code(leaf) + "\n");
        }

        assertThat(codes(read(named.toString(), "").errors())).containsExactly("0 lon gcj02_suspected");
        assertThat(codes(read(located.toString(), "").errors()))
                .contains("2 located_in wrong_area", "0 lon gcj02_suspected");
        assertThat(read(located.toString(), "crs: gcj02").errors()).isEmpty();
    }

    @Test
    void aFewPlacesThatReallyMovedAreNoShift() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 5; i++) {
            csv.append("L" + i + ",第" + i + "市民图书馆,library," + (lon(i) + (i % 2 == 0 ? 0.004 : -0.0009)) + "," + lat(i)
                    + "\n");
        }
        assertThat(codes(read(csv.toString(), "").errors())).doesNotContain("0 lon gcj02_suspected");
    }

    @Test
    void geoJsonAndWorkbooksAreReadAlike() throws IOException {
        Path json = Files.writeString(folder.resolve("p.geojson"), """
                {"type":"FeatureCollection","features":[{"type":"Feature",
                "properties":{"code":"J1","name_zh":"书店","category":"shop"},
                "geometry":{"type":"Point","coordinates":[%s,%s]}}]}""".formatted(lon(4), lat(1)));
        Path book = folder.resolve("p.xlsx");
        try (OutputStream out = Files.newOutputStream(book);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("places");
            String[] header = {"code", "name_zh", "category", "lon", "lat"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
            }
            sheet.value(1, 0, "J1");
            sheet.value(1, 1, "书店");
            sheet.value(1, 2, "shop");
            sheet.value(1, 3, lon(4));
            sheet.value(1, 4, lat(1));
        }

        Place fromJson = read(json, ImportMapping.NONE).changes().get(0).place();
        Place fromBook = read(book, ImportMapping.NONE).changes().get(0).place();

        assertThat(fromJson).isNotNull().isEqualTo(fromBook);
        assertThat(fromJson.point()).isEqualTo(new LonLat(lon(4), lat(1)));
    }

    /** As Excel keeps them: numbers, which only their format shows as a date, also where a formula made them. */
    @Test
    void dateCellsOfWorkbooksAreDays() throws IOException {
        Path book = folder.resolve("dates.xlsx");
        String[] formats = {"yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "m/d/yy h:mm"};
        try (OutputStream out = Files.newOutputStream(book);
                Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("places");
            String[] header = {"code", "name_zh", "category", "lon", "lat", "updated_on", "address_zh"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
            }
            for (int i = 1; i <= formats.length; i++) {
                sheet.value(i, 0, "D" + i);
                sheet.value(i, 1, "书店");
                sheet.value(i, 2, "shop");
                sheet.value(i, 3, lon(i));
                sheet.value(i, 4, lat(i));
                sheet.value(i, 5, LocalDateTime.of(2026, 1, 31, 8 * (i / 3), 30 * (i / 3)));
                sheet.style(i, 5).format(formats[i - 1]).set();
                sheet.value(i, 6, 12);
            }
        }
        // the second's day, the third's day and address
        formulas(book, "F3", "F4", "G4");

        ImportReading.Result result = read(book, ImportMapping.NONE);

        assertThat(codes(result.errors())).isEmpty();
        assertThat(result.changes()).hasSize(3).allSatisfy(change -> {
            Place place = change.place();
            assertThat(place).isNotNull();
            assertThat(place.updatedOn()).isEqualTo(LocalDate.of(2026, 1, 31));
            assertThat(place.address().byTag()).containsEntry("zh", "12");
        });
    }

    /** The cells' values become what formulas came to. */
    private static void formulas(Path book, String... cells) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(book)) {
            Path sheet = zip.getPath("xl/worksheets/sheet1.xml");
            String xml = Files.readString(sheet);
            for (String cell : cells) {
                String formula = xml.replaceFirst("(<c r=\"" + cell + "\"[^>]*>)<v>", "$1<f>A1+0</f><v>");
                assertThat(formula).isNotEqualTo(xml);
                xml = formula;
            }
            Files.writeString(sheet, xml);
        }
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        assertThatThrownBy(() -> read("code,name_zh,category,lon,lat\n", "")).isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> read("{\"type\":\"Feature", "")).isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> read("PK\u0003\u0004 no workbook at all", "")).isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> read(HEADER, "crs: mars")).isInstanceOf(PlaceException.class);
        assertThatThrownBy(() -> ImportMapping.parse("colums: {}")).isInstanceOf(PlaceException.class);
    }

    @Test
    void aMillionRowsAreRefusedOnTheWay() throws IOException {
        Path file = folder.resolve("many.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < 1_000_000; i++) {
                out.write("M" + i + ",点,nothing,1,1\n");
            }
        }
        assertThatThrownBy(() -> read(file, ImportMapping.NONE))
                .isInstanceOf(PlaceException.class)
                .hasMessageContaining("more than 200000 rows");
    }

    @Test
    void namesAreAlikeWhenTheirPairsOfCharactersAre() {
        assertThat(Neighbours.similarity("望京街道便民服务中心", "望京街道便民服务中心（西区）")).isGreaterThan(0.6);
        assertThat(Neighbours.similarity("Wangjing Library", "WANGJING library"))
                .isEqualTo(1);
        assertThat(Neighbours.similarity("图书馆", "便利店")).isZero();
    }
}
