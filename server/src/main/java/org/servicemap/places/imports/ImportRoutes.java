package org.servicemap.places.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Cursor;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.PartRule;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.http.Upload;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceErrors;
import org.servicemap.text.LocalText;
import org.servicemap.units.RowFault;

/** Uploading tables of places, looking at what they would change, and publishing it. */
public final class ImportRoutes implements RouteGroup {
    private static final String IMPORTS = HttpServer.API + "/places/imports";
    private static final Param<Long> ID = Param.id("id", "The import").inPath();
    private static final Param<Integer> LIMIT = Param.integer("limit", 1, 1000, "At most so many; default 200");
    private static final Param<String> KIND = Param.oneOf(
            "kind", List.of(PlaceChange.NEW, PlaceChange.CHANGED, PlaceChange.GONE), "Only changes of this kind");
    private static final int USUAL = 200;

    private final PlaceImports imports;
    private final long mostBytes;

    /** @param mostBytes of a file */
    public ImportRoutes(PlaceImports imports, long mostBytes) {
        this.imports = imports;
        this.mostBytes = mostBytes;
    }

    @Describe("What is wrong with a row")
    record PlaceFaultJson(
            @Describe("1-based line, or number of the feature; 0 for the whole file")
            long line,

            String field,
            String code,
            LocalText message) {
        static PlaceFaultJson of(RowFault fault) {
            return new PlaceFaultJson(fault.line(), fault.field(), fault.code(), fault.message());
        }
    }

    @Describe("A table of places that was read")
    record PlaceImportJson(
            String id,
            String file,
            @Describe("open, published or discarded") String state,
            int rows,

            @Describe("While there is one, nothing is published")
            int errorCount,

            int warningCount,
            @Describe("The first thousand") List<PlaceFaultJson> errors,
            @Describe("The first thousand") List<PlaceFaultJson> warnings,
            @Describe("Places that there are not yet") int newPlaces,
            int changedPlaces,

            @Describe("Places that the file lacks, where it should have all")
            int gonePlaces,

            Instant createdAt,
            String createdBy) {
        static PlaceImportJson of(ImportStore.Stored one, boolean whole) {
            return new PlaceImportJson(
                    String.valueOf(one.id()),
                    one.file(),
                    one.state(),
                    one.rows(),
                    one.errorCount(),
                    one.warningCount(),
                    whole ? one.errors().stream().map(PlaceFaultJson::of).toList() : List.of(),
                    whole ? one.warnings().stream().map(PlaceFaultJson::of).toList() : List.of(),
                    one.fresh(),
                    one.changed(),
                    one.gone(),
                    one.createdAt(),
                    one.createdBy());
        }
    }

    @Describe("What an import would do to a place")
    record PlaceChangeJson(
            @Describe("new, changed or gone") String kind,
            String code,

            @Describe("As it will be; empty when it is gone")
            LocalText name,

            @Describe("What differs") List<String> fields,

            @Describe("Field by field, against what is published now; all that is said of a new place")
            List<PlaceDifferenceJson> differences) {
        static PlaceChangeJson of(PlaceChange change, @Nullable Place now) {
            return new PlaceChangeJson(
                    change.kind(),
                    change.code(),
                    change.place() == null ? LocalText.EMPTY : change.place().name(),
                    change.fields(),
                    change.against(now).stream()
                            .map(one -> new PlaceDifferenceJson(one.field(), one.before(), one.after()))
                            .toList());
        }
    }

    @Describe("A field of a place before and after")
    record PlaceDifferenceJson(
            String field, @Nullable String before, @Nullable String after) {}

    @Describe("A column of a file")
    record PlaceColumnJson(
            String name,
            @Describe("What its first rows say") List<String> samples,

            @Describe("Our field that it most likely is") @Nullable
            String field) {}

    @Describe("The columns of a file")
    record PlaceColumnsJson(
            List<PlaceColumnJson> columns,

            @Describe("How a table with these columns was read before") @Nullable
            PlaceMappingJson kept) {}

    @Describe("How a table's columns are read")
    record PlaceMappingJson(
            @Describe("Our field: the file's column") Map<String, String> columns,
            String crs,
            @Describe("Of CSV") String encoding,

            @Describe("Of all rows, where no column says it; else empty")
            String category,

            @Describe("Category of which the file holds all places; empty for none")
            String complete) {
        private static final int LONGEST = 200;

        PlaceMappingJson {
            List<String> words = new ArrayList<>(List.of(crs, encoding, category, complete));
            columns.forEach((field, column) -> words.addAll(List.of(field, column)));
            if (words.stream().anyMatch(word -> word.length() > LONGEST) || columns.size() > LONGEST) {
                throw new FieldException("columns", "at most " + LONGEST + " columns and characters in each name");
            }
        }

        static PlaceMappingJson of(KeptMappings.Kept kept) {
            return new PlaceMappingJson(kept.columns(), kept.crs(), kept.encoding(), kept.category(), kept.complete());
        }

        KeptMappings.Kept kept() {
            return new KeptMappings.Kept(columns, crs, encoding, category, complete);
        }
    }

    @Describe("A mapping to keep for tables with these columns")
    record KeptMappingBody(
            @Describe("Names of all the file's columns, at most 300")
            List<String> header,

            PlaceMappingJson mapping) {
        KeptMappingBody {
            if (header.isEmpty() || header.size() > 300) {
                throw new FieldException("header", "1 to 300 columns");
            }
        }
    }

    @Override
    public String tag() {
        return "places";
    }

    @Override
    public String description() {
        return "The service map: places, matters, opening hours, who is in charge";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(IMPORTS, "importPlaces")
                        .summary(
                                "Read a table of places: checked and compared with what is published; nothing is published")
                        .description(
                                "CSV, XLSX (first sheet) or GeoJSON points, at most 200,000 rows. The mapping is JSON or"
                                        + " YAML: columns, values, constants, crs, complete_category, encoding.")
                        .roles(Role.ADMINISTRATOR)
                        .parts(
                                "The file and how to read it",
                                PartRule.file("file", 1, mostBytes, "CSV, XLSX or GeoJSON"),
                                PartRule.text("mapping", "How its columns become fields; without it they are ours"))
                        .idempotent()
                        .fails(PlaceErrors.BAD_FILE, PlaceErrors.BAD_FIELD, ErrorCode.MISSING_FIELD)
                        .created(PlaceImportJson.class, "What was found", this::read),
                Route.post(IMPORTS + "/columns", "readPlaceColumns")
                        .summary("The columns of a table and which fields they most likely are; nothing is kept")
                        .roles(Role.ADMINISTRATOR)
                        .parts(
                                "The file and how to read it",
                                PartRule.file("file", 1, mostBytes, "CSV, XLSX or GeoJSON"),
                                PartRule.text("encoding", "Of CSV; UTF-8 without it"))
                        .fails(PlaceErrors.BAD_FILE, ErrorCode.MISSING_FIELD)
                        .json(PlaceColumnsJson.class, "The columns", this::columns),
                Route.put(IMPORTS + "/mappings", "keepPlaceMapping")
                        .summary("Keep how a table was read, for the next one with the same columns")
                        .roles(Role.ADMINISTRATOR)
                        .body(KeptMappingBody.class, "The columns and how they are read")
                        .json(PlaceMappingJson.class, "The mapping", this::keepMapping),
                Route.get(IMPORTS, "listPlaceImports")
                        .summary("Imports, the newest first, without their findings")
                        .roles(Role.ADMINISTRATOR)
                        .page(PlaceImportJson.class, "Imports", exchange -> list()),
                Route.get(IMPORTS + "/{id}", "getPlaceImport")
                        .summary("An import with its findings")
                        .roles(Role.ADMINISTRATOR)
                        .takes(ID)
                        .fails(PlaceErrors.UNKNOWN_IMPORT)
                        .json(
                                PlaceImportJson.class,
                                "The import",
                                exchange -> PlaceImportJson.of(imports.get(exchange.get(ID)), true)),
                Route.get(IMPORTS + "/{id}/changes", "listPlaceImportChanges")
                        .summary("What an import would change, place by place")
                        .roles(Role.ADMINISTRATOR)
                        .takes(ID, KIND, LIMIT, Cursor.PARAM)
                        .fails(PlaceErrors.UNKNOWN_IMPORT, ErrorCode.BAD_CURSOR)
                        .page(PlaceChangeJson.class, "Changes, by code", this::changes),
                Route.post(IMPORTS + "/{id}/publication", "publishPlaceImport")
                        .summary("Publish all that an import would change, or nothing")
                        .roles(Role.ADMINISTRATOR)
                        .takes(ID)
                        .fails(PlaceErrors.UNKNOWN_IMPORT, PlaceErrors.REFUSED, PlaceErrors.CHANGED)
                        .json(PlaceImportJson.class, "The import", this::publish),
                Route.delete(IMPORTS + "/{id}", "discardPlaceImport")
                        .summary("Let an import be")
                        .roles(Role.ADMINISTRATOR)
                        .takes(ID)
                        .fails(PlaceErrors.UNKNOWN_IMPORT, PlaceErrors.REFUSED)
                        .nothing("It can no longer be published", exchange -> imports.discard(exchange.get(ID))));
    }

    private PlaceImportJson read(Exchange exchange) {
        String mapping = exchange.parts().text("mapping");
        return withFile(exchange, (file, name) -> {
            PlaceImports.Report report = imports.read(
                    file, name, mapping == null ? ImportMapping.NONE : ImportMapping.parse(mapping), author(exchange));
            return PlaceImportJson.of(imports.get(report.id()), true);
        });
    }

    private PlaceColumnsJson columns(Exchange exchange) {
        String encoding = exchange.parts().text("encoding");
        List<PlaceColumnJson> columns = withFile(
                exchange,
                (file, name) -> PlaceImports.columns(file, name, encoding).stream()
                        .map(one -> new PlaceColumnJson(one.name(), one.samples(), one.field()))
                        .toList());
        return new PlaceColumnsJson(
                columns,
                imports.mappings()
                        .find(columns.stream().map(PlaceColumnJson::name).toList())
                        .map(PlaceMappingJson::of)
                        .orElse(null));
    }

    private PlaceMappingJson keepMapping(Exchange exchange) {
        KeptMappingBody body = exchange.body(KeptMappingBody.class);
        imports.mappings()
                .keep(
                        body.header(),
                        body.mapping().kept(),
                        "account:" + exchange.caller().account());
        return body.mapping();
    }

    private static <T> T withFile(Exchange exchange, BiFunction<Path, String, T> work) {
        List<Upload> files = exchange.parts().files("file");
        if (files.isEmpty()) {
            throw ErrorCode.MISSING_FIELD.problem("the part file is missing", "file");
        }
        Upload upload = files.get(0);
        Path copy = copy(upload);
        try {
            return work.apply(copy, upload.fileName() == null ? "upload" : upload.fileName());
        } finally {
            delete(copy);
        }
    }

    private static Path copy(Upload upload) {
        try (InputStream in = upload.open()) {
            Path copy = Files.createTempFile("places", ".import");
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String author(Exchange exchange) {
        return "account:" + exchange.caller().account();
    }

    private Page<PlaceImportJson> list() {
        return Page.whole(imports.list().stream()
                .map(one -> PlaceImportJson.of(one, false))
                .toList());
    }

    private Page<PlaceChangeJson> changes(Exchange exchange) {
        long id = exchange.get(ID);
        String kind = exchange.find(KIND);
        int offset = Cursor.offset(exchange.find(Cursor.PARAM), PlaceImports.scope(id, kind));
        return imports.changes(id, kind, offset, exchange.get(LIMIT, USUAL))
                .map(change -> PlaceChangeJson.of(change, imports.now(change.code())));
    }

    private PlaceImportJson publish(Exchange exchange) {
        long id = exchange.get(ID);
        imports.publish(id, author(exchange));
        return PlaceImportJson.of(imports.get(id), true);
    }
}
