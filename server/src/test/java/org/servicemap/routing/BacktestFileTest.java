package org.servicemap.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;

/** A whole file, backtested in blocks by several threads, against the plain decision about each row, read by other means. */
class BacktestFileTest {
    private static final int BLOCK = 1 << 13;
    private static final String HEADER = "id,category,lon,lat,at,channel,hotline,urgency,kind,text,decided\n";
    private static final String YAML = """
            format: 1
            label: "draft"
            rules:
              - {id: leak, title: T, when: {category: H, text: [漏气, "gas leak"]}, divert: emergency}
              - {id: night, title: T, when: {category: H, hours: 22:00-06:00, channel: [hotline]}, to: {unit: GAS}}
              - {id: free, title: T, when: {category: H-2, calendar: non_working_day, kind: complaint}, to: {area_unit: district}}
              - {id: heat, title: T, when: {category: H-1, season: 11-15..03-15, overlay: heating}, to: {overlay_unit: heating}}
              - {id: urgent, title: T, when: {urgency: [urgent], area: {district: ["1"]}}, to: {unit: G1}}
              - {id: labour, title: T, when: {hotline: [H12333], category: L}, to: {unit: H1}}
              - {id: rest, title: T, to: {area_unit: subdistrict}}
            """;
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .get();

    private final AreaResolver resolver = BacktestTest.resolver();
    private final Catalogue current = Catalogue.compile(CatalogueTest.YAML, TestCity.context());
    private final Catalogue draft = Catalogue.compile(YAML, TestCity.context());
    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void everyRowIsDecidedAsIfAlone() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            csv.append(row(i)).append(i % 3 == 0 ? "\r\n" : "\n");
        }
        BacktestReport report = backtest(csv.toString());
        List<String> faults = new ArrayList<>();
        assertThat(report).isEqualTo(oneByOne(csv.toString(), faults));
        assertThat(report.moved()).isBetween(500L, 4_500L);
        assertThat(badRows).isEqualTo(faults.size()).isGreaterThan(100);
        assertThat(firstFaults).hasSize(20);
        for (int i = 0; i < firstFaults.size(); i++) {
            assertThat(firstFaults.get(i)).startsWith(faults.get(i));
        }
    }

    private long badRows;
    private List<String> firstFaults = List.of();

    private BacktestReport backtest(String csv) throws IOException {
        return backtest(csv.getBytes(StandardCharsets.UTF_8));
    }

    private BacktestReport backtest(byte[] csv) throws IOException {
        try (PastCaseCsv cases = new PastCaseCsv(new ByteArrayInputStream(csv), TestCity.ZONE, BLOCK)) {
            BacktestReport report =
                    Backtest.run(cases, new QuickRouter(current, resolver), new QuickRouter(draft, resolver));
            badRows = cases.badRows();
            firstFaults = cases.faults();
            return report;
        }
    }

    private String row(int i) {
        if (random.nextInt(20) == 0) {
            return any(
                    "H,0.5", i + ",H,x,0.5,2026-01-01T10:00", i + ",H,0.5,95,2026-01-01T10:00", i + ",H,0.5,0.5,soon");
        }
        LocalDateTime at = LocalDateTime.of(2025, 12, 1, 0, 0).plusSeconds(random.nextInt(120 * 86_400));
        String time = any(at.toString(), at.toString().replace('T', ' '), at + "+08:00", at + ".25Z");
        String text = any("", "", "不热", "\"漏气,\n在 \"\"楼道\"\" 里\"", "Gas  Leak", "ＧＡＳ leak", " gasoline leaks ", "à漏水");
        return i + "," + any("H", "H-1", " H-2 ", "L", "X") + ","
                + random.nextInt(-200, 4400) / 1000.0 + "," + any("0.5", "5e-1", "0.123456", "1", "-0.0005") + ","
                + time
                + "," + any("", "hotline", "web", "\"web\"") + "," + any("", "", "H12333") + ","
                + any("", "urgent", "ordinary") + "," + any("", "complaint", "praise") + "," + text
                + any("", ",S11", ",G1");
    }

    private String any(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private BacktestReport oneByOne(String csv, List<String> faults) throws IOException {
        Map<BacktestReport.Move, Long> moves = new TreeMap<>(java.util.Comparator.comparing(String::valueOf));
        long[] n = new long[8];
        try (var parser = FORMAT.parse(new StringReader(csv))) {
            for (CSVRecord row : parser) {
                LonLat point;
                Question question;
                try {
                    point = new LonLat(Double.parseDouble(row.get("lon")), Double.parseDouble(row.get("lat")));
                    question = question(row, placeOf(point));
                } catch (RuntimeException e) {
                    faults.add("line " + parser.getCurrentLineNumber() + ": ");
                    continue;
                }
                n[0]++;
                if (question.category().equals("X")) {
                    n[1]++;
                    continue;
                }
                count(question, value(row, "decided"), moves, n);
            }
        }
        return new BacktestReport(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], BacktestReport.sorted(moves));
    }

    private void count(Question question, String decided, Map<BacktestReport.Move, Long> moves, long[] n) {
        String from = target(current.decide(question));
        String to = target(draft.decide(question));
        n[3] += from.isEmpty() ? 1 : 0;
        n[4] += to.isEmpty() ? 1 : 0;
        if (decided != null) {
            n[5]++;
            n[6] += decided.equals(from) ? 1 : 0;
            n[7] += decided.equals(to) ? 1 : 0;
        }
        if (!Objects.equals(from, to)) {
            n[2]++;
            String area = question.places().get("incident").areas().stream()
                    .filter(at -> at.level() <= 2)
                    .reduce((coarse, fine) -> fine)
                    .map(Place.AreaAt::code)
                    .orElse("");
            moves.merge(new BacktestReport.Move(question.category(), area, from, to), 1L, Long::sum);
        }
    }

    private static String target(Decision decision) {
        return decision.unit() != null
                ? decision.unit().code()
                : decision.diversion() == null
                        ? ""
                        : "diversion:" + decision.diversion().id();
    }

    private static Question question(CSVRecord row, Place place) {
        String at = row.get("at").replace(' ', 'T');
        boolean offset = at.endsWith("Z") || at.contains("+");
        return new Question(
                row.get("category"),
                Map.of("incident", place),
                value(row, "channel"),
                value(row, "hotline"),
                value(row, "urgency"),
                value(row, "kind"),
                offset
                        ? OffsetDateTime.parse(at).toInstant()
                        : LocalDateTime.parse(at).atZone(TestCity.ZONE).toInstant(),
                value(row, "text"));
    }

    private static String value(CSVRecord row, String column) {
        return row.isSet(column) && !row.get(column).isEmpty() ? row.get(column) : null;
    }

    private Place placeOf(LonLat point) {
        AreaDirectory directory = resolver.snapshot().directory();
        return Place.of(resolver.resolve(new Query(point, null, java.util.Set.of("heating"))), directory);
    }

    @Test
    void aFileThatCannotBeReadOnFailsWhereItDoes() {
        String good = "1,H,0.5,0.5,2026-01-01T10:00\n";
        String many = HEADER + good.repeat(30_000);
        assertThatThrownBy(() -> backtest(many + "\"never closed\n" + good))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("bad_csv"))
                .hasMessageStartingWith("line 30003: ");
        assertThatThrownBy(() -> backtest(many + "\"closed\" twice\"\n" + good)).hasMessageStartingWith("line 30002: ");
        byte[] gbk = (many + "1,H,0.5,0.5,2026-01-01T10:00,,,,,漏气\n").getBytes(Charset.forName("GBK"));
        assertThatThrownBy(() -> backtest(gbk))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("bad_encoding"));
    }

    @Test
    void aHeaderIsRefusedWithItsColumns() {
        assertThatThrownBy(() -> backtest("category,lon,lat,at,lon\n"))
                .isInstanceOfSatisfying(
                        RoutingException.class, e -> assertThat(e.code()).isEqualTo("doubled_column"))
                .hasMessage("the column lon stands twice in the header, as column 2 and as column 5");
        assertThatThrownBy(() -> backtest("category,lat,at\n")).hasMessage("the column lon is missing");
        assertThatThrownBy(() -> backtest("")).hasMessage("the column category is missing");
        assertThatThrownBy(() -> backtest("category,,lat\n")).hasMessageContaining("column 2 has no name");
        assertThatThrownBy(() -> backtest("\"category,lat\n")).hasMessageContaining("header");
    }
}
