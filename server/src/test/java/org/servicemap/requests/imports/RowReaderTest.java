package org.servicemap.requests.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rows become by a mapping: as New York's export has them, and as a hotline's workbook has them. */
class RowReaderTest {
    private static final String NEW_YORK = """
            format: 1
            source: nyc-311
            id: Unique Key
            time: {column: Created Date, format: "MM/dd/yyyy hh:mm:ss a", zone: America/New_York}
            text: [Complaint Type, Descriptor]
            kind: {value: complaint}
            category:
              column: [Complaint Type, Descriptor]
              map: {Noise: CITY-NOISE, Noise | Ice Cream Truck: CITY-MUSIC, Heating: UTIL-HEAT}
              otherwise: none
            language: en
            place: {x: Longitude, y: Latitude, address: [Incident Address, Borough]}
            agency: {column: Agency, map: {NYPD: POLICE}, otherwise: none}
            status:
              column: Status
              closed: Closed
              skip: [Unspecified]
              time: {column: Closed Date, format: "MM/dd/yyyy hh:mm:ss a", zone: America/New_York, otherwise: received}
              outcome: {value: explained}
              reply: Resolution Description
            """;
    private static final String HEADER =
            "Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Incident Address,Borough,Status,"
                    + "Resolution Description,Latitude,Longitude\n";

    @TempDir
    Path folder;

    private Path file(String content, Charset charset) throws IOException {
        return Files.write(folder.resolve("f.csv"), content.getBytes(charset));
    }

    private List<String> faults = new ArrayList<>();

    private List<ImportedRow> read(String mapping, Path file) throws IOException {
        ImportMapping read = MappingReader.read(mapping);
        RowReader reader = new RowReader(read, ZoneId.of("Asia/Shanghai"));
        List<ImportedRow> rows = new ArrayList<>();
        try (RowSource source = RequestFile.open(file, read)) {
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                try {
                    reader.read(row).ifPresent(rows::add);
                } catch (RowFault e) {
                    faults.add(row.line() + " " + e.field() + " " + e.code());
                }
            }
        }
        return rows;
    }

    @Test
    void aRowOfNewYorksExportIsARequest() throws IOException {
        Path file = file(
                "\uFEFF" + HEADER
                        + "62001,01/31/2025 11:58:02 PM,02/01/2025 12:10:00 AM,NYPD,Noise,Loud Music/Party,\"12 MAIN"
                        + " STREET\",QUEENS,Closed,\"They came.\nIt was quiet.\",40.7,-73.9\n"
                        + "62002,02/01/2025 01:00:00 AM,,DSNY,Graffiti,,,,Open,,,\n",
                StandardCharsets.UTF_8);

        List<ImportedRow> rows = read(NEW_YORK, file);

        assertThat(faults).isEmpty();
        ImportedRow first = rows.get(0);
        assertThat(first.ref()).isEqualTo("62001");
        assertThat(first.receivedAt()).isEqualTo(Instant.parse("2025-02-01T04:58:02Z"));
        assertThat(first.text()).isEqualTo("Noise\nLoud Music/Party");
        assertThat(first.category()).isEqualTo("CITY-NOISE");
        assertThat(first.unit()).isEqualTo("POLICE");
        assertThat(first.spot().x()).isEqualTo(-73.9);
        assertThat(first.spot().address()).isEqualTo("12 MAIN STREET QUEENS");
        assertThat(first.closing().at()).isEqualTo(Instant.parse("2025-02-01T05:10:00Z"));
        assertThat(first.closing().reply()).contains("quiet");
        ImportedRow second = rows.get(1);
        assertThat(second.line()).as("a cell above has two lines").isEqualTo(4);
        assertThat(second.closing()).isNull();
        assertThat(second.category()).isNull();
        assertThat(second.agency()).isEqualTo("DSNY");
        assertThat(second.unit()).isNull();
        assertThat(second.spot().x()).isNull();
    }

    @Test
    void furtherPlacesAreReadByRole() throws IOException {
        String mapping = NEW_YORK + "places: {registered: {level: district, area: Seat}, residence: {x: Hx, y: Hy}}\n";
        Path file = file(
                HEADER.strip() + ",Seat,Hx,Hy\n"
                        + "1,02/01/2025 01:00:00 AM,,NYPD,Noise,,,,Open,,0,0,990102,,\n"
                        + "2,02/01/2025 01:00:00 AM,,NYPD,Noise,,,,Open,,0,0,,116.4,39.9\n",
                StandardCharsets.UTF_8);

        List<ImportedRow> rows = read(mapping, file);

        assertThat(faults).isEmpty();
        assertThat(rows.get(0).places()).containsOnlyKeys("registered");
        assertThat(rows.get(0).places().get("registered").area()).isEqualTo("990102");
        assertThat(rows.get(1).places()).containsOnlyKeys("residence");
        assertThat(rows.get(1).places().get("residence").x()).isEqualTo(116.4);
    }

    @Test
    void aMappingHasUpToFourFurtherPlaces() {
        String four = "p1: {address: A}, work-2: {address: A}, Site_3: {address: A}, p4: {address: A}";

        assertThat(MappingReader.read(NEW_YORK + "places: {" + four + "}\n").places())
                .containsOnlyKeys("p1", "work-2", "Site_3", "p4");
        assertThatThrownBy(() -> MappingReader.read(NEW_YORK + "places: {" + four + ", p5: {address: A}}\n"))
                .hasMessageContaining("at most 4");
    }

    @Test
    void severalColumnsTogetherWinOverTheFirstAndAnImpossibleClosingIsTheReceipt() throws IOException {
        Path file = file(
                HEADER + "1,02/01/2025 01:00:00 AM,01/01/2020 01:00:00 AM,NYPD,Noise,Ice Cream Truck,,,Closed,,0,0\n"
                        + "2,02/01/2025 01:00:00 AM,,NYPD,Noise,,,,Unspecified,,0,0\n",
                StandardCharsets.UTF_8);

        List<ImportedRow> rows = read(NEW_YORK, file);

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).category()).isEqualTo("CITY-MUSIC");
        assertThat(rows.get(0).closing().at()).isEqualTo(rows.get(0).receivedAt());
        assertThat(rows.get(0).spot().x()).as("0, 0 is no place").isNull();
    }

    @Test
    void badRowsAreToldWithLineFieldAndReasonAndTheRestGoesOn() throws IOException {
        Path file = file(
                HEADER + "1,2025-02-01,,NYPD,Noise,,,,Open,,1,1\n"
                        + ",02/01/2025 01:00:00 AM,,NYPD,Noise,,,,Open,,1,1\n"
                        + "3,02/01/2025 01:00:00 AM,,NYPD,Noise,,,,Open,,north,1\n"
                        + "4,02/01/2025 01:00:00 AM,,NYPD,,,,,Open,,1,1\n"
                        + "5,02/01/2025 01:00:00 AM,,NYPD,Noise\n",
                StandardCharsets.UTF_8);

        assertThat(read(NEW_YORK, file)).extracting(ImportedRow::ref).containsExactly("5");
        assertThat(faults).containsExactly("2 time bad_time", "3 id missing", "4 place.y bad_number", "5 text missing");
    }

    @Test
    void aWorkbookOfAHotlineReadsLikeItsCsv() throws IOException {
        String mapping = """
                format: 1
                source: H12333
                id: 工单号
                time: 受理时间
                text: 内容
                hotline: {value: H12333}
                contact: {name: 姓名, phone: 电话}
                status:
                  column: 状态
                  closed: 已办结
                  time: 办结时间
                  contacted: 已联系
                  solved: 已解决
                  satisfaction: {column: 满意度, map: {满意: satisfied, 不满意: dissatisfied}}
                """;
        Path csv = file(
                "工单号;受理时间;内容;姓名;电话;状态;办结时间;已联系;已解决;满意度\n"
                        + "1001;2025-03-07 09:05;欠薪三个月;张三;13900000001;已办结;2025/3/9 10:00:00;是;否;不满意\n",
                Charset.forName("GB18030"));
        Path xlsx = folder.resolve("f.xlsx");
        try (OutputStream out = Files.newOutputStream(xlsx);
                Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("工单");
            List<String> header = List.of("工单号", "受理时间", "内容", "姓名", "电话", "状态", "办结时间", "已联系", "已解决", "满意度");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(0, i, header.get(i));
            }
            sheet.value(1, 0, 1001);
            sheet.value(1, 1, LocalDateTime.of(2025, 3, 7, 9, 5));
            sheet.style(1, 1).format("yyyy-mm-dd hh:mm").set();
            List<String> rest = List.of("欠薪三个月", "张三", "13900000001", "已办结", "2025/3/9 10:00:00", "是", "否", "不满意");
            for (int i = 0; i < rest.size(); i++) {
                sheet.value(1, i + 2, rest.get(i));
            }
        }

        List<ImportedRow> fromCsv = read(mapping + "encoding: GB18030\n", csv);
        List<ImportedRow> fromXlsx = read(mapping, xlsx);

        assertThat(faults).isEmpty();
        assertThat(fromXlsx).isEqualTo(fromCsv);
        ImportedRow row = fromXlsx.get(0);
        assertThat(row.ref()).isEqualTo("1001");
        assertThat(row.receivedAt()).isEqualTo(Instant.parse("2025-03-07T01:05:00Z"));
        assertThat(row.person().phone()).isEqualTo("13900000001");
        assertThat(row.closing().solved()).isFalse();
        assertThat(row.closing().satisfaction()).isEqualTo("dissatisfied");
        assertThat(row.toString()).doesNotContain("张三", "13900000001");
    }

    @Test
    void whatCannotBeUsedAtAllSaysWhy() throws IOException {
        assertThatThrownBy(() -> MappingReader.read(NEW_YORK.replace("Unique Key", "Unique Key\nidd: x")))
                .hasMessageContaining("line 4")
                .hasMessageContaining("idd");
        assertThatThrownBy(() -> MappingReader.read(NEW_YORK.replace("MM/dd/yyyy", "MMbb")))
                .hasMessageContaining("no pattern");
        assertThatThrownBy(() -> read(NEW_YORK, file("a,b\n1,2\n", StandardCharsets.UTF_8)))
                .hasMessageContaining("Unique Key")
                .hasMessageContaining("it has a, b");
        assertThatThrownBy(() -> read(NEW_YORK, file("", StandardCharsets.UTF_8)))
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> read(NEW_YORK, file(HEADER + "1,\"never closed\n", StandardCharsets.UTF_8)))
                .hasMessageContaining("quote");
        assertThatThrownBy(() -> read(NEW_YORK, file("PK\u0003\u0004 no zip", StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("no XLSX");
    }

    @Test
    void theMappingsInTheGuideCanBeRead() throws IOException {
        String guide = Files.readString(Path.of("..", "gis-data", "README.md"));
        int from = guide.indexOf("<!-- mapping -->");
        int found = 0;
        while (from >= 0) {
            int start = guide.indexOf("```yaml\n", from) + 8;
            ImportMapping mapping = MappingReader.read(guide.substring(start, guide.indexOf("```", start)));
            assertThat(mapping.columns()).isNotEmpty();
            found++;
            from = guide.indexOf("<!-- mapping -->", start);
        }
        assertThat(found).isEqualTo(3);
    }
}
