package org.servicemap.insights.briefs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.servicemap.http.Caller;
import org.servicemap.http.Cursor;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.insights.InsightGroup;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.insights.briefs.BriefJson.BriefCheckJson;
import org.servicemap.insights.briefs.BriefJson.BriefHeadJson;
import org.servicemap.insights.briefs.BriefJson.BriefLineJson;
import org.servicemap.insights.briefs.BriefJson.BriefReportJson;
import org.servicemap.insights.briefs.BriefJson.NewBriefBody;

/** Archived reports: list, make, read, check, take along. */
final class BriefRoutes implements InsightGroup {
    static final String BRIEFS = HttpServer.API + "/insights/briefs";
    static final Role[] READERS = {Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR};
    static final Role[] MAKERS = {Role.SUPERVISOR, Role.ANALYST, Role.ADMINISTRATOR};
    static final ErrorCode UNKNOWN_BRIEF = new ErrorCode(404, "unknown_brief", "an id that no report has");
    static final ErrorCode UNKNOWN_SCHEDULE =
            new ErrorCode(404, "unknown_brief_schedule", "an id that no schedule has");
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final Param<Long> ID = Param.id("id", "The report").inPath();
    private static final Param<String> KIND = Param.oneOf("kind", BriefKind.keys(), "Only of this kind");
    private static final Param<String> SUBJECT =
            Param.text("subject", "Only of this subject: city, area:level:code or unit:code");
    private static final Param<String> LANGUAGE =
            Param.oneOf("language", List.of("zh", "en"), "Of headings and names; default zh");
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 200, "At most so many; default 50");

    private final Briefs briefs;

    BriefRoutes(Briefs briefs) {
        this.briefs = briefs;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(BRIEFS, "listBriefs")
                        .summary("Archived reports, those of the latest periods first")
                        .description(
                                "Who is bound to a unit sees those of it, of the units below it and of the areas that"
                                        + " these are in charge of; who is bound to an area those of it and of the areas in it, also under"
                                        + " codes that it had when they were made.")
                        .roles(READERS)
                        .takes(KIND, SUBJECT, LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(BriefHeadJson.class, "Reports, without their figures", this::list),
                Route.post(BRIEFS, "createBrief")
                        .summary("Makes and archives a report of a period that is over")
                        .roles(MAKERS)
                        .body(NewBriefBody.class, "Kind, subject and a day of the period")
                        .idempotent()
                        .fails(ErrorCode.OUT_OF_SCOPE, InsightRoutes.NO_FACTS)
                        .created(BriefHeadJson.class, "The report", this::create),
                one("", "getBrief", "A report with its figures, as they were archived")
                        .json(BriefReportJson.class, "The report", this::get),
                one("/check", "checkBrief", "Whether a computation of today gives other figures, and why")
                        .fails(InsightRoutes.NO_FACTS)
                        .json(BriefCheckJson.class, "The comparison", this::check),
                one(
                                "/figures",
                                "getBriefFigures",
                                "The figures as canonical JSON (RFC 8785), whose SHA-256 is the hash")
                        .fixed("application/json", new Route.Shape.AnyJson(), "Canonical JSON", this::figures),
                one("/table", "listBriefLines", "A report as one table, a line for each number")
                        .page(BriefLineJson.class, "Lines", this::table),
                one("/workbook", "getBriefWorkbook", "A report as a spreadsheet, a sheet for each section")
                        .takes(LANGUAGE)
                        .file(List.of(XLSX), "Spreadsheet", this::workbook));
    }

    private static RouteBuilder one(String path, String id, String summary) {
        return Route.get(BRIEFS + "/{id}" + path, id)
                .summary(summary)
                .roles(READERS)
                .takes(ID)
                .fails(UNKNOWN_BRIEF, ErrorCode.OUT_OF_SCOPE);
    }

    private Page<BriefHeadJson> list(Exchange exchange) {
        BriefStore.Subjects subjects = briefs.subjects(exchange.caller(), exchange.find(SUBJECT));
        String kind = exchange.find(KIND);
        int limit = exchange.get(LIMIT, 50);
        String scope = "briefs|" + kind + "|" + subjects;
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), scope);
        return Page.part(briefs.list(kind, subjects, offset, limit + 1), offset, limit, scope)
                .map(BriefHeadJson::of);
    }

    private BriefHeadJson create(Exchange exchange) {
        NewBriefBody body = exchange.body(NewBriefBody.class);
        Caller caller = exchange.caller();
        BriefSubject subject = body.subject().subject();
        briefs.nameOf(subject);
        briefs.scope().require(caller, subject);
        Brief made = briefs.make(subject, BriefKind.of(body.kind()).around(body.day()), caller);
        exchange.location(BRIEFS + "/" + made.id());
        return BriefHeadJson.of(made);
    }

    private Brief brief(Exchange exchange) {
        return briefs.get(exchange.get(ID), exchange.caller());
    }

    private BriefReportJson get(Exchange exchange) {
        Brief brief = brief(exchange);
        return new BriefReportJson(BriefHeadJson.of(brief), BriefArchive.read(briefs.figures(brief)));
    }

    private BriefCheckJson check(Exchange exchange) {
        Brief brief = brief(exchange);
        return BriefCheckJson.of(brief, briefs.check(brief));
    }

    private byte[] figures(Exchange exchange) {
        Brief brief = brief(exchange);
        exchange.answersAs("application/json", BriefJson.fileName(brief, "json"));
        return briefs.figures(brief).getBytes(StandardCharsets.UTF_8);
    }

    private Page<BriefLineJson> table(Exchange exchange) {
        return Page.whole(BriefLines.of(BriefArchive.read(briefs.figures(brief(exchange)))));
    }

    private byte[] workbook(Exchange exchange) {
        Brief brief = brief(exchange);
        exchange.answersAs(XLSX, BriefJson.fileName(brief, "xlsx"));
        BriefFigures figures = BriefArchive.read(briefs.figures(brief));
        return BriefWorkbook.of(new BriefSheets(brief, figures, exchange.get(LANGUAGE, "zh")).all());
    }
}
