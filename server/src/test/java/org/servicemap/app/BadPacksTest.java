package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.ReportSummary;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.Severity;

/** Packs with one fault each: the message names the file and the place, the exit code is 1, nothing is stored. */
class BadPacksTest {
    @TempDir
    private static Path data;

    @TempDir
    private Path pack;

    private static Commands commands;

    @BeforeAll
    static void open() {
        commands = new Commands(data);
    }

    @BeforeEach
    void copy() {
        Commands.copyOfTiny(pack);
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        Files.delete(pack.resolve("areas/grid.geojson"));
        refused("pack.yml", "areas/grid.geojson");
        refuses(pack.resolve("nowhere"), "pack.yml: there is no such file");
    }

    @Test
    void anUnknownKeyHasItsLine() {
        edit("pack.yml", "authoritative_level:", "autoritative_level:");
        refused("pack.yml:21", "«autoritative_level»");
    }

    @Test
    void anEmergencyNumberThatNobodyCanDial() {
        edit("pack.yml", "number: \"110\"", "number: \"call us\"");
        refused("pack.yml", "process.emergency_numbers");
    }

    @Test
    void incidentsThatCannotBeRead() {
        edit("pack.yml", "near_metres: 200", "near_metres: around");
        refused("pack.yml", "process.incidents.near_metres");
        edit("pack.yml", "near_metres: around", "nere_metres: 200");
        refused("pack.yml", "process.incidents.nere_metres");
        edit("pack.yml", "nere_metres: 200", "near_metres: 200");
        edit("pack.yml", "categories: [UTIL-WATER]", "categories: [UTIL-WINE]");
        refused("pack.yml", "process.incidents.works.water.categories", "UTIL-WINE");
        edit("pack.yml", "categories: [UTIL-WINE]", "categories: UTIL-WATER");
        refused("pack.yml", "process.incidents.works.water.categories");
    }

    @Test
    void theProcessIsReadAtImport() {
        spoils(
                "limit: {hours: 2}",
                "limit: {hour: 2}",
                at("limit: {hours: 2}"),
                "process.urgency_classes.limit",
                "«hour»");
        spoils(
                "starts: dispatched, ends: accepted",
                "starts: nosuch, ends: accepted",
                at("starts: dispatched, ends: accepted"),
                "process.clocks.starts");
        spoils("  whistle: true", "  undo_seconds: abc", "process.undo_seconds", "«abc»");
        spoils("  whistle: true", "  whistel: true", "«whistel»", "known here");
        spoils("precedence: [operator,", "precedence: [telegram,", "process.callback.precedence", "link");
        spoils("precedence: [operator,", "precedence: [page,", "process.callback.precedence", "twice");
        spoils("roles: [operator, supervisor]", "roles: [mayor]", "process.sealed_identity.roles", "supervisor");
        spoils("contact_openings: {most: 100", "contact_openings: {more: 100", "process.contact_openings", "«more»");
        spoils("late: {days: 15}", "late: {weeks: 2}", "process.callback.late", "«weeks»");
        spoils("local: '[2-8]", "local: '[2-8", "process.phone.local", "is no pattern");
        spoils("requests_months: 60", "request_months: 60", "process.retention", "«request_months»");
        spoils("response: 0.1", "response: 0.2", "process", "add up to 1");
        spoils("  whistle: true", "  templates: {nosuch: {text: {en: x}}}", "process.templates", "nosuch");
    }

    @Test
    void valuesHaveTheirLine() {
        spoils(
                "time_zone: Asia/Shanghai",
                "time_zone: Mars/Base",
                at("time_zone: Asia/Shanghai"),
                "time_zone",
                "Mars/Base");
        spoils("snap_metres: 50", "snap_metres: -1", at("snap_metres: 50"), "resolver.snap_metres");
        spoils(
                "tolerance_metres: 30",
                "tolerance_metres: -5",
                at("tolerance_metres: 30"),
                "overlays.road_section.tolerance_metres");
        spoils("file: areas/grid.geojson", "file: areas/nosuch.geojson", "pack.yml:", "areas.layers.grid.file");
    }

    @Test
    void anAttributeThatTheLayerDoesNotHave() {
        spoils("attributes: [households]", "attributes: [housholds]", "areas/community.geojson", "«housholds»");
    }

    @Test
    void gazetteerFaultsNameTheFeature() {
        spoilsFile(
                "gazetteer/roads.geojson",
                "\"code\":\"R2\"",
                "\"code\":\"R1\"",
                "gazetteer/roads.geojson",
                "feature 2",
                "«R1» of feature 1");
        spoilsFile("gazetteer/roads.geojson", "116.4", "516.4", "gazetteer/roads.geojson", "feature 1");
        spoilsFile(
                "gazetteer/compounds.geojson",
                "\"Polygon\"",
                "\"MultiLineString\"",
                "gazetteer/compounds.geojson",
                "feature 1");
    }

    /** Where a text stands in the pack, however long it has become. */
    private String at(String text) {
        try {
            List<String> lines = Files.readAllLines(pack.resolve("pack.yml"));
            int line = 1;
            while (!lines.get(line - 1).contains(text)) {
                line++;
            }
            return "pack.yml:" + line + ":";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void spoils(String from, String to, String... expected) {
        spoilsFile("pack.yml", from, to, expected);
    }

    private void spoilsFile(String file, String from, String to, String... expected) {
        edit(file, from, to);
        refused(expected);
        edit(file, to, from);
    }

    @Test
    void anUnknownCrs() {
        edit(
                "pack.yml",
                "file: areas/grid.geojson\n      crs: wgs84",
                "file: areas/grid.geojson\n      crs: EPSG:999999");
        refused("areas/grid.geojson", "\"EPSG:999999\" is no known coordinate reference system");
    }

    @Test
    void aCodeThatStandsTwice() {
        edit("areas/subdistrict.geojson", "\"code\":\"990101002\"", "\"code\":\"990101001\"");
        refused("subdistrict", "#2", "990101001");
    }

    @Test
    void unitsInACircle() {
        edit(
                "units.csv",
                "D01,district_government,清溪区人民政府,Qingxi District Government,,",
                "D01,district_government,清溪区人民政府,Qingxi District Government,D01-HOUSING,");
        refused("units.csv:", "D01");
    }

    @Test
    void catalogueFaultsHaveTheirLine() {
        edit("catalogue.yml", "to: {unit: WATER}", "to: {unit: WATER");
        assertThat(refused("catalogue.yml:")).containsPattern("catalogue\\.yml: line \\d+");
        edit("catalogue.yml", "to: {unit: WATER", "to: {unit: WINE}");
        assertThat(refused("WINE")).containsPattern("catalogue\\.yml: line 3[0-9]");
    }

    @Test
    void anExampleThatDoesNotHold() {
        edit("catalogue.spec.yml", "expect: {unit: WATER}", "expect: {unit: POWER}");
        assertThat(refused("catalogue.spec.yml: 1 examples", "No water")).containsPattern("line \\d+");
        edit("catalogue.spec.yml", "expect: {unit: POWER}", "expect: {unit: POWER");
        refused("catalogue.spec.yml: ");
    }

    @Test
    void aTableInAnotherEncoding() throws IOException {
        Path units = pack.resolve("units.csv");
        Files.writeString(units, Files.readString(units), Charset.forName("GBK"));
        refused("units.csv: is not UTF-8");
        Path grids = pack.resolve("areas/grid.geojson");
        Files.writeString(grids, Files.readString(grids), Charset.forName("GBK"));
        refused("areas/grid.geojson");
    }

    @Test
    void aLayerThatIsCutOff() throws IOException {
        Path grids = pack.resolve("areas/grid.geojson");
        byte[] whole = Files.readAllBytes(grids);
        Files.write(grids, java.util.Arrays.copyOf(whole, whole.length / 2));
        refused("areas/grid.geojson");
    }

    @Test
    void aShapefileThatIsCutOff() throws IOException {
        writeCutShapefile(pack.resolve("areas/grid"));
        edit("pack.yml", "areas/grid.geojson", "areas/grid.shp");
        refused("areas/grid.shp");
    }

    /** HZ1's corners in another order, so that its border crosses itself; HZ2's ring left open. */
    @Test
    void anOverlayThatIsNoPolygon() {
        String file = "overlays/heating_zone.geojson";
        edit(file, "[116.455,39.895],[116.455,39.9085],", "[116.455,39.9085],[116.455,39.895],");
        edit(file, "[116.395,39.93],[116.395,39.9142]]]", "[116.395,39.93]]]");
        assertThat(refused("self_intersection [" + file + " #1]", "unclosed_ring [" + file + " #2]"))
                .contains(
                        "(HZ2) has a ring that is not closed at 116.395",
                        "2 errors",
                        "Refused: only this report was stored");
    }

    @Test
    void aFileThatIsNoLayer() throws IOException {
        Files.writeString(pack.resolve("areas/grid.geojson"), "<html>404</html>");
        refused("areas/grid.geojson");
        Files.writeString(pack.resolve("areas/grid.geojson"), "");
        refused("areas/grid.geojson");
    }

    @Test
    void aGazetteerThatIsCutOffOrLiesNowhere() throws IOException {
        Path roads = pack.resolve("gazetteer/roads.geojson");
        byte[] whole = Files.readAllBytes(roads);
        Files.write(roads, java.util.Arrays.copyOf(whole, whole.length / 2));
        refused("gazetteer/roads.geojson: ");
        Files.write(roads, whole);
        Path addresses = pack.resolve("gazetteer/addresses.csv");
        Files.writeString(addresses, Files.readString(addresses).replaceAll(",116\\.(\\d+),", ",316.$1,"));
        refused("gazetteer/addresses.csv: feature 1 ");
    }

    @Test
    void aFaultHasALineOfItsOwn() {
        edit("catalogue.yml", "to: {unit: WATER}", "to: {unit: WINE}");
        Commands.Ran ran = commands.run("import", pack.toString());
        assertThat(ran.out())
                .contains(" s\nerror    unknown_unit [catalogue.yml:34] rule ")
                .endsWith("errors above.\n");
        assertThat(ran.err()).startsWith("import: catalogue.yml: line 34").hasLineCount(1);
    }

    /** Console, file and kept report name the same: three layers that cannot be read, and each feature of an overlay. */
    @Test
    void oneReportNamesAllThatCannotBeRead() throws IOException {
        edit(
                "pack.yml",
                "file: areas/grid.geojson\n      crs: wgs84",
                "file: areas/grid.geojson\n      crs: EPSG:999999");
        Path communities = pack.resolve("areas/community.geojson");
        byte[] whole = Files.readAllBytes(communities);
        Files.write(communities, java.util.Arrays.copyOf(whole, whole.length / 2));
        Path districts = pack.resolve("areas/district.geojson");
        Files.writeString(districts, Files.readString(districts), Charset.forName("GBK"));
        edit("overlays/heating_zone.geojson", "\"code\":\"HZ2\"", "\"code\":\"HZ1\"");
        edit("overlays/road_section.geojson", "\"code\":\"RS1\"", "\"code\":null");
        Path file = pack.resolve("report.json");

        String shown = commands.refused(
                "import", pack.toString(), "--label", "unread", "--report", file.toString(), "--findings", "99");

        List<Finding> kept = kept("unread");
        assertThat(kept)
                .allSatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.message().in("zh", "zh")).matches(".*\\p{IsHan}.*");
                    assertThat(finding.message().in("en", "en")).isNotBlank();
                })
                .extracting(Finding::code, Finding::layer)
                .containsExactlyInAnyOrder(
                        tuple("unknown_crs", "areas/grid.geojson"),
                        tuple("truncated", "areas/community.geojson"),
                        tuple("bad_encoding", "areas/district.geojson"),
                        tuple("duplicate_code", "overlays/heating_zone.geojson"),
                        tuple("missing_code", "overlays/road_section.geojson"));
        JsonNode written = new ObjectMapper().readTree(file.toFile()).path("findings");
        assertThat(written).hasSameSizeAs(kept);
        for (int i = 0; i < kept.size(); i++) {
            Finding finding = kept.get(i);
            assertThat(written.get(i).path("code").asText()).isEqualTo(finding.code());
            assertThat(written.get(i).path("feature").asLong()).isEqualTo(finding.feature());
            String row = finding.feature() > 0 ? " #" + finding.feature() : "";
            assertThat(shown)
                    .contains(finding.code() + " [" + finding.layer() + row + "] "
                            + finding.message().in("en", "en"));
        }
        assertThat(commands.done("publish", "--list")).isEmpty();
    }

    /** Also what only pack.yml has wrong, which has no label then. */
    @Test
    void aPackThatCannotBeReadLeavesAReport() {
        edit("pack.yml", "authoritative_level:", "autoritative_level:");
        commands.refused("import", pack.toString());
        assertThat(kept(String.valueOf(pack.getFileName())))
                .extracting(Finding::code, Finding::layer, Finding::feature)
                .containsExactly(tuple("unknown_key", "pack.yml", 21L));
    }

    /** Neither a row nor a file hides the next. */
    @Test
    void oneReportNamesAllThatIsWrongInTablesAndGazetteer() {
        edit("units.csv", "D01-URBAN,department,", "D01-URBAN,circus,");
        edit("units.csv", "Qingxi District Human Resources Bureau,D01,", "Qingxi District Human Resources Bureau,D99,");
        edit("calendar.yml", "weekend: [saturday, sunday]", "weekend: [someday]");
        edit("gazetteer/roads.geojson", "\"code\":\"R2\",", "");
        edit("gazetteer/roads.geojson", "\"code\":\"R3\"", "\"code\":\"R1\"");
        Commands.Ran ran = commands.run("import", pack.toString(), "--label", "rows");
        assertThat(ran.err()).startsWith("import: units.csv:").contains("… and 3 more");
        assertThat(kept("rows"))
                .extracting(Finding::code, Finding::layer, Finding::feature)
                .containsExactlyInAnyOrder(
                        tuple("unknown_kind", "units.csv", 4L),
                        tuple("unknown_parent", "units.csv", 5L),
                        tuple("bad_day", "calendar.yml", 1L),
                        tuple("missing_value", "gazetteer/roads.geojson", 2L),
                        tuple("duplicate_code", "gazetteer/roads.geojson", 3L));
    }

    @Test
    void oneReportNamesAllReferencesToNothing() {
        edit("catalogue.yml", "to: {unit: WATER}", "to: {unit: WINE}");
        edit("catalogue.yml", "to: {unit: POWER}", "to: {unit: BEER}");
        edit("articles.yml", "units: [D01-URBAN]", "units: [NOBODY]");
        edit("articles.yml", "categories: [CITY-WASTE]", "categories: [NOTHING]");
        edit("places.csv", "Government hall,district_centre,", "Government hall,palace,");
        edit("places.csv", "village_station,116.", "village_station,516.");
        commands.refused("import", pack.toString(), "--label", "references");
        assertThat(kept("references"))
                .extracting(Finding::code, Finding::layer, Finding::feature)
                .containsExactlyInAnyOrder(
                        tuple("unknown_unit", "catalogue.yml", 34L),
                        tuple("unknown_unit", "catalogue.yml", 39L),
                        tuple("unknown_code", "articles.yml", 0L),
                        tuple("unknown_code", "articles.yml", 0L),
                        tuple("unknown_category", "places.csv", 2L),
                        tuple("bad_coordinates", "places.csv", 12L),
                        tuple("bad_coordinates", "places.csv", 13L));
    }

    /** What is no fault of the pack: there is nothing yet in which a district could be replaced. */
    @Test
    void aReportSaysWhyWhateverRefusesTheImport() throws IOException {
        Path file = pack.resolve("report.json");
        commands.refused("import", pack.toString(), "--only", "district/990101", "--report", file.toString());
        JsonNode findings = new ObjectMapper().readTree(file.toFile()).path("findings");
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).path("code").asText()).isEqualTo("refused");
        assertThat(findings.get(0).path("message").toString()).contains("城市数据包有误", "no boundaries are published yet");
        assertThat(kept("2026-01-01")).extracting(Finding::code).containsExactly("refused");
    }

    private static List<Finding> kept(String label) {
        try (Core core = Core.open(commands.config())) {
            ImportReports reports = new ImportReports(core.database());
            ReportSummary last = reports.list(0, 1).get(0);
            assertThat(last.label()).isEqualTo(label);
            assertThat(last.version()).isNull();
            assertThat(last.fault()).isNull();
            return reports.findings(last.id(), ImportReports.Filter.ALL, 0, 100).stream()
                    .map(ImportReports.Numbered::finding)
                    .toList();
        }
    }

    @Test
    void aZipBomb() throws IOException {
        try (OutputStream file = Files.newOutputStream(pack.resolve("areas/grid.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("grid.geojson"));
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int megabyte = 0; megabyte < 80; megabyte++) {
                zip.write(spaces);
            }
        }
        edit("pack.yml", "areas/grid.geojson", "areas/grid.zip");
        refused("areas/grid.zip");
    }

    /** One record announced, none there. */
    private static void writeCutShapefile(Path base) throws IOException {
        ByteBuffer shp = ByteBuffer.allocate(112);
        shp.putInt(0, 9994).putInt(24, 1000).order(ByteOrder.LITTLE_ENDIAN);
        shp.putInt(28, 1000)
                .putInt(32, 5)
                .putDouble(36, 116)
                .putDouble(44, 39)
                .putDouble(52, 117)
                .putDouble(60, 40);
        shp.order(ByteOrder.BIG_ENDIAN).putInt(100, 1).putInt(104, 900).order(ByteOrder.LITTLE_ENDIAN);
        shp.putInt(108, 5);
        Files.write(Path.of(base + ".shp"), shp.array());
        ByteBuffer shx = ByteBuffer.allocate(108).put(shp.array(), 0, 100);
        shx.order(ByteOrder.BIG_ENDIAN).putInt(24, 54).putInt(100, 50).putInt(104, 900);
        Files.write(Path.of(base + ".shx"), shx.array());
        ByteBuffer dbf = ByteBuffer.allocate(76).order(ByteOrder.LITTLE_ENDIAN);
        dbf.put(0, (byte) 3).putInt(4, 1).putShort(8, (short) 65).putShort(10, (short) 11);
        dbf.position(32).put("code".getBytes(StandardCharsets.US_ASCII));
        dbf.put(43, (byte) 'C').put(48, (byte) 10).put(64, (byte) 13);
        dbf.position(65).put(" 990101   ".getBytes(StandardCharsets.US_ASCII));
        Files.write(Path.of(base + ".dbf"), dbf.array());
    }

    private void edit(String file, String from, String to) {
        Commands.edit(pack.resolve(file), from, to);
    }

    private String refused(String... parts) {
        return refuses(pack, parts);
    }

    private static String refuses(Path folder, String... parts) {
        String shown = commands.refused("import", folder.toString());
        assertThat(shown).contains(List.of(parts));
        assertThat(commands.done("publish", "--list")).isEmpty();
        assertThat(commands.refused("check")).contains("no city");
        return shown;
    }
}
