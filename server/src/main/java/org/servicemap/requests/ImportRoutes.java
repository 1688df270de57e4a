package org.servicemap.requests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.PartRule;
import org.servicemap.http.Parts;
import org.servicemap.http.Problem;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;
import org.servicemap.http.Upload;
import org.servicemap.requests.imports.ImportException;
import org.servicemap.requests.imports.ImportMapping;
import org.servicemap.requests.lifecycle.Actor;

/** Imports by upload, for administrators: begun at once, then watched. */
final class ImportRoutes implements RouteGroup {
    private static final String IMPORTS = HttpServer.API + "/imports";
    private static final Param<Long> ID = Param.id("id", "The import").inPath();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 100");
    static final ErrorCode UNKNOWN = new ErrorCode(404, "unknown_import", "there is no such import");
    static final ErrorCode BAD_MAPPING =
            new ErrorCode(400, ImportException.BAD_MAPPING, "the mapping cannot be read, or there is none of this id");
    static final ErrorCode BAD_FILE = new ErrorCode(400, ImportException.BAD_FILE, "the file is no table");
    /** A run that has said nothing for so long has been stopped. */
    private static final Duration STALLED = Duration.ofMinutes(5);

    private final RequestImports imports;
    private final Path directory;
    private final long maxBytes;
    private final Clock clock;

    ImportRoutes(RequestImports imports, Path directory, long maxBytes, Clock clock) {
        this.imports = imports;
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    @Describe("A run over a file of requests")
    record ImportJson(
            String id,
            @Describe("As the mapping names it") String source,
            String fileName,

            @Describe("account:17, or system for the command line")
            String startedBy,

            @Describe("Nothing was written") boolean dryRun,

            @Describe("running, stalled (stopped: import the file again), done or failed")
            String state,

            OffsetDateTime startedAt,
            OffsetDateTime updatedAt,
            long rows,
            long imported,

            @Describe("Were here already and were left as they are")
            long existing,

            @Describe("No requests, by the mapping") long skipped,

            long bad,
            @Describe("Why it failed") @Nullable String message) {}

    @Describe("How a file of one source is read, from the city's pack")
    record ImportMappingJson(String id, String source) {}

    @Describe("A row that could not be imported")
    record ImportFaultJson(
            @Describe("Line of the file, the header counts") long line,

            @Describe("As the mapping names it") String field,

            String code,
            String reason) {}

    @Describe("How often our catalogue names the unit that had a request where it comes from, or one below it")
    record AgreementJson(
            @Describe("Null for requests without one") @Nullable
            String category,

            @Describe("Requests of which both are known") long compared,

            long agreed,

            @Describe("0 to 1; null when nothing can be compared") @Nullable
            Double share,

            @Describe("Whose unit there is known, while the catalogue names none")
            long undecided,

            @Describe("Whose agency is no unit of this city, by the mapping")
            long unknown) {}

    @Override
    public String tag() {
        return "imports";
    }

    @Override
    public String description() {
        return "Files of requests that other systems kept";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                admin(Route.post(IMPORTS, "startImport")
                                .summary("Import a file of requests (CSV or XLSX)")
                                .description(
                                        "By a mapping: given, or one of the city's by its id. Goes on in the background;"
                                                + " the same file again changes nothing."))
                        .parts(
                                "The file and how to read it",
                                PartRule.file("file", 1, maxBytes, "CSV or XLSX with a header"),
                                PartRule.text("mapping", "The mapping, YAML"),
                                PartRule.text("mapping_id", "Instead: id of a mapping in the city's pack"),
                                PartRule.text("dry_run", "true to write nothing"))
                        .idempotent()
                        .fails(BAD_MAPPING, BAD_FILE)
                        .fails(ErrorCode.MISSING_FIELD)
                        .created(ImportJson.class, "The run", this::start),
                admin(Route.get(IMPORTS, "listImports").summary("Imports, the newest first"))
                        .takes(LIMIT, Cursor.PARAM)
                        .fails(ErrorCode.BAD_CURSOR)
                        .page(ImportJson.class, "Runs", this::list),
                admin(Route.get(IMPORTS + "/mappings", "listImportMappings").summary("The city's mappings"))
                        .page(ImportMappingJson.class, "Mappings by id", exchange -> mappings()),
                admin(Route.get(IMPORTS + "/{id}", "getImport").summary("How far an import is"))
                        .takes(ID)
                        .fails(UNKNOWN)
                        .json(ImportJson.class, "The run", exchange -> json(run(exchange))),
                admin(Route.get(IMPORTS + "/{id}/faults", "listImportFaults")
                                .summary("Rows that could not be imported")
                                .description("At most 20,000 of a run are kept; all are counted."))
                        .takes(ID, LIMIT, Cursor.PARAM)
                        .fails(UNKNOWN, ErrorCode.BAD_CURSOR)
                        .page(ImportFaultJson.class, "In the file's order", this::faults),
                admin(Route.get(IMPORTS + "/{id}/agreement", "listImportAgreement")
                                .summary("What was imported, compared with our catalogue")
                                .description("Over all that was ever imported from the run's source, by category."))
                        .takes(ID)
                        .fails(UNKNOWN)
                        .page(AgreementJson.class, "One row for each category", this::agreement));
    }

    private Page<ImportMappingJson> mappings() {
        return Page.whole(imports.mappings().entrySet().stream()
                .map(each -> new ImportMappingJson(each.getKey(), each.getValue()))
                .toList());
    }

    private static RouteBuilder admin(RouteBuilder route) {
        return route.roles(Role.ADMINISTRATOR);
    }

    static Problem problem(ImportException e) {
        boolean mapping = e.code().equals(ImportException.BAD_MAPPING);
        return (mapping ? BAD_MAPPING : BAD_FILE).problem(String.valueOf(e.getMessage()), mapping ? "mapping" : "file");
    }

    private ImportJson start(Exchange exchange) {
        Parts parts = exchange.parts();
        ImportMapping mapping = mapping(parts);
        List<Upload> files = parts.files("file");
        if (files.isEmpty()) {
            throw ErrorCode.MISSING_FIELD.problem("the part file is missing", "file");
        }
        Long account = exchange.caller().account();
        Author author = account == null
                ? Author.SYSTEM
                : Author.account(
                        account, Set.of(Actor.OPERATOR), exchange.caller().unit());
        String name = files.get(0).fileName();
        long id = imports.start(
                kept(files.get(0)),
                name == null ? "file" : name,
                mapping,
                "true".equals(parts.text("dry_run")),
                author);
        exchange.location(IMPORTS + "/" + id);
        return json(imports.find(id).orElseThrow());
    }

    private ImportMapping mapping(Parts parts) {
        String yaml = parts.text("mapping");
        if (yaml != null) {
            return imports.mapping(yaml);
        }
        String id = parts.text("mapping_id");
        return imports.findMapping(id == null ? "" : id)
                .orElseThrow(() -> BAD_MAPPING.problem(
                        id == null ? "give mapping or mapping_id" : "the city has no mapping " + id, "mapping"));
    }

    /** The upload is gone when the call has ended; the import goes on. */
    private Path kept(Upload upload) {
        try (InputStream in = upload.open()) {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "import", ".tmp");
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportRun run(Exchange exchange) {
        return imports.find(exchange.get(ID)).orElseThrow(() -> UNKNOWN.problem("there is no such import", "id"));
    }

    private Page<ImportJson> list(Exchange exchange) {
        int limit = exchange.get(LIMIT, 100);
        KeyCursor after = KeyCursor.read(exchange.find(Cursor.PARAM), IMPORTS);
        List<ImportRun> runs = imports.list(after == null ? Long.MAX_VALUE : after.id(), limit + 1);
        boolean more = runs.size() > limit;
        List<ImportRun> page = more ? runs.subList(0, limit) : runs;
        return new Page<>(
                page.stream().map(this::json).toList(),
                more ? new KeyCursor(0, page.get(limit - 1).id()).write(IMPORTS) : null);
    }

    private Page<ImportFaultJson> faults(Exchange exchange) {
        int limit = exchange.get(LIMIT, 100);
        String scope = IMPORTS + run(exchange).id();
        KeyCursor after = KeyCursor.read(exchange.find(Cursor.PARAM), scope);
        List<ImportRun.Fault> faults = imports.faults(exchange.get(ID), after == null ? 0 : after.id(), limit + 1);
        boolean more = faults.size() > limit;
        List<ImportRun.Fault> page = more ? faults.subList(0, limit) : faults;
        return new Page<>(
                page.stream()
                        .map(each -> new ImportFaultJson(each.line(), each.field(), each.code(), each.reason()))
                        .toList(),
                more ? new KeyCursor(0, page.get(limit - 1).line()).write(scope) : null);
    }

    private Page<AgreementJson> agreement(Exchange exchange) {
        return Page.whole(imports.agreement(run(exchange).source()).stream()
                .map(each -> new AgreementJson(
                        each.category(),
                        each.compared(),
                        each.agreed(),
                        each.share(),
                        each.undecided(),
                        each.unknown()))
                .toList());
    }

    private ImportJson json(ImportRun run) {
        ImportRun.Counts counts = run.counts();
        Instant now = clock.instant();
        boolean stalled = run.state().equals(ImportRun.RUNNING)
                && run.updatedAt().plus(STALLED).isBefore(now);
        return new ImportJson(
                Long.toString(run.id()),
                run.source(),
                run.fileName(),
                run.startedBy(),
                run.dryRun(),
                stalled ? "stalled" : run.state(),
                run.startedAt().atOffset(ZoneOffset.UTC),
                run.updatedAt().atOffset(ZoneOffset.UTC),
                counts.rows(),
                counts.imported(),
                counts.existing(),
                counts.skipped(),
                counts.bad(),
                run.message());
    }
}
