package org.servicemap.areas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.Severity;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.text.LocalText;

/** What imports found in the boundaries: of versions, of drafts, and of imports that were refused. */
public final class ReportRoutes implements RouteGroup {
    private static final int DEFAULT_LIMIT = 100;
    private static final Param<String> ID =
            Param.text("id", "Identifier of the report").inPath();
    private static final Param<String> VERSION =
            Param.text("id", "Identifier of the version or draft").inPath();
    private static final Param<String> CODE = Param.text("code", "Only findings of this code, such as overlap");
    private static final Param<String> SEVERITY = Param.oneOf(
            "severity",
            Arrays.stream(Severity.values()).map(ReportRoutes::word).toList(),
            "Only findings of this severity");
    private static final Param<String> LAYER = Param.text("layer", "Only findings in this layer of the source");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    private static final String ROOT = HttpServer.API + "/reports";

    private final ImportReports reports;

    public ReportRoutes(ImportReports reports) {
        this.reports = reports;
    }

    @Describe("An import's report, without its findings")
    record ReportJson(
            @Describe("Also the version's, unless the import was refused")
            String id,

            @Describe("draft, published, retired, or refused: it became no version")
            String status,

            String label,
            @Nullable LocalDate effectiveFrom,
            Instant madeAt,

            @Describe("What refused the import beside its findings") @Nullable
            String fault,

            int errors,
            int repaired,
            int warnings) {
        static ReportJson of(ReportSummary report) {
            ReportSummary.Version version = report.version();
            return new ReportJson(
                    Long.toString(report.id()),
                    version == null ? "refused" : word(version.status()),
                    report.label(),
                    version == null ? null : version.effectiveFrom(),
                    report.madeAt(),
                    report.fault(),
                    report.errors(),
                    report.repaired(),
                    report.warnings());
        }
    }

    @Describe("Findings that are alike")
    record FindingGroupJson(String code, String severity, String layer, long count, double m2) {
        static FindingGroupJson of(ImportReports.Group group) {
            return new FindingGroupJson(
                    group.code(),
                    word(group.severity()),
                    group.layer(),
                    group.count(),
                    ResolutionJson.round(group.m2(), 100));
        }
    }

    record ReportDetailJson(ReportJson report, List<FindingGroupJson> groups) {}

    @Describe("One thing that an import found in the source")
    record FindingJson(
            @Describe("Place in the report, from 1") int number,
            String code,
            @Describe("error, repaired or warning") String severity,
            String layer,

            @Describe("Number in the layer, from 1; 0 when it concerns none")
            long feature,

            @Describe("The area's code") @Nullable String area,

            @Describe("WGS 84, as found: may lie anywhere") @Nullable
            Double lon,

            @Nullable Double lat,
            @Describe("How much area it concerns") double m2,
            LocalText message,

            @Describe("How many findings this one stands for: 1, or all those alike that are not listed singly")
            long count) {
        static FindingJson of(ImportReports.Numbered numbered) {
            Finding finding = numbered.finding();
            return new FindingJson(
                    numbered.number(),
                    finding.code(),
                    word(finding.severity()),
                    finding.layer(),
                    finding.feature(),
                    finding.area(),
                    degrees(finding.lon()),
                    degrees(finding.lat()),
                    ResolutionJson.round(finding.m2(), 100),
                    finding.message(),
                    finding.count());
        }

        private static @Nullable Double degrees(@Nullable Double value) {
            return value == null ? null : ResolutionJson.round(value, 1e7);
        }
    }

    @Override
    public String tag() {
        return "reports";
    }

    @Override
    public String description() {
        return "What imports found in the boundaries";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(ROOT, "listReports")
                        .summary("Reports of all imports")
                        .takes(LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(ReportJson.class, "Reports, the latest first", this::list),
                Route.get(ROOT + "/{id}", "getReport")
                        .summary("One report with its findings counted")
                        .takes(ID)
                        .fails(AreaErrors.UNKNOWN_REPORT)
                        .json(ReportDetailJson.class, "The report", this::report),
                findings(ROOT + "/{id}/findings", "listFindings", "The findings of a report", ID),
                findings(
                        HttpServer.API + "/versions/{id}/report",
                        "getVersionReport",
                        "The findings of the import that made a version or draft",
                        VERSION));
    }

    private Route findings(String path, String id, String summary, Param<String> of) {
        return Route.get(path, id)
                .summary(summary)
                .takes(of, CODE, SEVERITY, LAYER, LIMIT, Cursor.PARAM)
                .fails(AreaErrors.UNKNOWN_REPORT, ErrorCode.BAD_CURSOR)
                .page(FindingJson.class, "Findings, the worst first", exchange -> findings(exchange, of));
    }

    private Page<ReportJson> list(Exchange exchange) {
        int limit = exchange.get(LIMIT, DEFAULT_LIMIT);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), "reports");
        return Page.part(reports.list(offset, limit + 1), offset, limit, "reports")
                .map(ReportJson::of);
    }

    private ReportDetailJson report(Exchange exchange) {
        ReportSummary report = find(exchange.get(ID));
        List<FindingGroupJson> groups =
                reports.groups(report.id()).stream().map(FindingGroupJson::of).toList();
        return new ReportDetailJson(ReportJson.of(report), groups);
    }

    private Page<FindingJson> findings(Exchange exchange, Param<String> of) {
        long id = find(exchange.get(of)).id();
        ImportReports.Filter filter =
                new ImportReports.Filter(exchange.find(CODE), severity(exchange.find(SEVERITY)), exchange.find(LAYER));
        String scope = "findings|" + id + "|" + filter;
        int limit = exchange.get(LIMIT, DEFAULT_LIMIT);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.part(reports.findings(id, filter, offset, limit + 1), offset, limit, scope)
                .map(FindingJson::of);
    }

    private ReportSummary find(String id) {
        return number(id)
                .flatMap(reports::find)
                .orElseThrow(() -> AreaErrors.UNKNOWN_REPORT.problem("there is no report " + id, "id"));
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Severity severity(@Nullable String word) {
        return word == null ? null : Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
