package org.servicemap.insights.outside;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Page;
import org.servicemap.http.Param;
import org.servicemap.http.PartRule;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.Upload;
import org.servicemap.insights.InsightGroup;
import org.servicemap.insights.outside.OutsideJson.OutsideAboutBody;
import org.servicemap.insights.outside.OutsideJson.OutsideCheckJson;
import org.servicemap.insights.outside.OutsideJson.OutsideColumnJson;
import org.servicemap.insights.outside.OutsideJson.OutsideDatasetJson;
import org.servicemap.insights.outside.OutsideJson.OutsideFindingJson;
import org.servicemap.insights.outside.OutsideJson.OutsideHeaderJson;
import org.servicemap.insights.outside.OutsideJson.OutsideValueJson;
import org.servicemap.text.LocalText;

/** Datasets from elsewhere: looked at by those who see insights, published by analysts and administrators. */
public final class OutsideRoutes implements InsightGroup {
    private static final String DATASETS = HttpServer.API + "/insights/datasets";
    private static final Param<Long> ID = Param.id("id", "The dataset").inPath();
    private static final Param<String> LEVEL = Param.text(
            "level",
            "Level of the areas in force: counts are summed up for coarser ones, areas that changed since have no figure."
                    + " Without it the dataset's own codes, as published");
    private static final Role[] READERS = {Role.SUPERVISOR, Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR};
    private static final Role[] EDITORS = {Role.ANALYST, Role.ADMINISTRATOR};

    private final OutsideData data;
    private final PublishedAreas areas;
    private final long mostBytes;

    /** @param mostBytes of a file */
    public OutsideRoutes(OutsideData data, PublishedAreas areas, long mostBytes) {
        this.data = data;
        this.areas = areas;
        this.mostBytes = mostBytes;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(DATASETS, "listOutsideDatasets")
                        .summary("Figures from elsewhere, by name, with where they come from")
                        .roles(READERS)
                        .page(
                                OutsideDatasetJson.class,
                                "The current versions",
                                exchange -> Page.whole(data.list().stream()
                                        .map(OutsideDatasetJson::of)
                                        .toList())),
                Route.get(DATASETS + "/{id}/versions", "listOutsideVersions")
                        .summary("All versions of a dataset, the newest first")
                        .roles(READERS)
                        .takes(ID)
                        .fails(OutsideData.UNKNOWN)
                        .page(
                                OutsideDatasetJson.class,
                                "Versions",
                                exchange -> Page.whole(data.versions(exchange.get(ID)).stream()
                                        .map(OutsideDatasetJson::of)
                                        .toList())),
                Route.get(DATASETS + "/{id}/values", "listOutsideValues")
                        .summary("A dataset's figures, by area or day")
                        .roles(READERS)
                        .takes(ID, LEVEL)
                        .fails(OutsideData.UNKNOWN, ErrorCode.INVALID_FIELD)
                        .etag(this::tag)
                        .page(OutsideValueJson.class, "Figures by code or day", this::values),
                Route.post(DATASETS + "/columns", "readOutsideColumns")
                        .summary("The columns of a file and what they most likely are; nothing is kept")
                        .roles(EDITORS)
                        .parts("The file", file())
                        .fails(OutsideData.BAD_TABLE, ErrorCode.MISSING_FIELD)
                        .json(OutsideHeaderJson.class, "The columns", this::columns),
                upload(DATASETS + "/check", "checkOutsideDataset")
                        .summary("Read a file and say of each row what is wrong; nothing is kept")
                        .json(OutsideCheckJson.class, "What was found", this::check),
                upload(DATASETS, "publishOutsideDataset")
                        .summary("Publish a file's figures: all of them or nothing")
                        .description(
                                "The same file with the same description again is the version that is there: nothing is done twice.")
                        .idempotent()
                        .fails(
                                OutsideData.BAD_ROWS,
                                OutsideData.NAME_TAKEN,
                                OutsideData.OTHER_SHAPE,
                                OutsideData.UNKNOWN)
                        .created(OutsideDatasetJson.class, "The version", this::publish),
                Route.delete(DATASETS + "/{id}", "deleteOutsideDataset")
                        .summary("Removes a dataset with all its versions")
                        .roles(EDITORS)
                        .takes(ID)
                        .fails(OutsideData.UNKNOWN)
                        .nothing("Removed", exchange -> data.remove(exchange.get(ID), exchange.caller())));
    }

    private PartRule file() {
        return PartRule.file("file", 1, mostBytes, "CSV with a header, UTF-8 or GB 18030, at most 200,000 rows");
    }

    private RouteBuilder upload(String path, String id) {
        return Route.post(path, id)
                .roles(EDITORS)
                .parts(
                        "The file and what it is",
                        file(),
                        PartRule.text(
                                "about",
                                "JSON: OutsideAboutBody (name, source, licence, unit, as_of, kind, keyed, "
                                        + "level, area_version, crs, columns, residents, synthetic, dataset)"))
                .fails(
                        OutsideData.BAD_TABLE,
                        AreaErrors.UNKNOWN_VERSION,
                        ErrorCode.MISSING_FIELD,
                        ErrorCode.INVALID_FIELD,
                        ErrorCode.INVALID_JSON,
                        ErrorCode.UNKNOWN_FIELD);
    }

    private String tag(Exchange exchange) {
        Dataset dataset = data.get(exchange.get(ID));
        return dataset.id() + "-" + dataset.version().number() + "-" + data.areaVersion() + "-"
                + exchange.get(LEVEL, "");
    }

    private Page<OutsideValueJson> values(Exchange exchange) {
        Dataset dataset = data.get(exchange.get(ID));
        String own = dataset.about().level();
        String asked = exchange.find(LEVEL);
        if (own == null || asked == null) {
            AreaDirectory then = data.snapshot(dataset.about().areaVersion()).directory();
            return page(data.values(dataset), then, own == null ? 0 : data.rank(own));
        }
        int rank = data.rank(asked);
        return page(data.values(dataset, rank), areas.current().snapshot().directory(), rank);
    }

    private static Page<OutsideValueJson> page(
            java.util.Map<String, Double> values, AreaDirectory directory, int rank) {
        return Page.whole(new TreeMap<>(values)
                .entrySet().stream()
                        .map(each -> new OutsideValueJson(
                                each.getKey(), name(directory, rank, each.getKey()), each.getValue()))
                        .toList());
    }

    private static LocalText name(AreaDirectory directory, int rank, String code) {
        OptionalInt at = rank == 0 ? OptionalInt.empty() : directory.findByCode(rank, code);
        return at.isPresent() ? directory.name(at.getAsInt()) : LocalText.EMPTY;
    }

    private Upload uploaded(Exchange exchange) {
        List<Upload> files = exchange.parts().files("file");
        if (files.isEmpty()) {
            throw ErrorCode.MISSING_FIELD.problem("the part file is missing", "file");
        }
        return files.get(0);
    }

    private OutsideHeaderJson columns(Exchange exchange) {
        OutsideTable table = OutsideData.table(uploaded(exchange).readAll());
        List<OutsideColumnJson> columns = table.header().stream()
                .map(name -> new OutsideColumnJson(name, table.samples(name)))
                .toList();
        return new OutsideHeaderJson(table.rows().size(), columns, ColumnGuess.of(table));
    }

    private OutsideCheckJson check(Exchange exchange) {
        OutsideData.Draft draft = draft(exchange);
        OutsideReading.Outcome read = data.check(draft);
        DoubleSummaryStatistics figures =
                read.values().values().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        boolean any = figures.getCount() > 0;
        return new OutsideCheckJson(
                read.rows(),
                read.values().size(),
                without(draft.about(), read),
                any ? figures.getMin() : null,
                any ? figures.getMax() : null,
                any ? figures.getSum() : null,
                read.findingCount(),
                read.findings().stream()
                        .map(each -> new OutsideFindingJson(each.line(), each.field(), each.code(), each.message()))
                        .toList());
    }

    private @Nullable Integer without(About about, OutsideReading.Outcome read) {
        if (about.level() == null) {
            return null;
        }
        int rank = data.rank(about.level());
        AreaDirectory directory = data.snapshot(about.areaVersion()).directory();
        return (int) IntStream.range(0, directory.size())
                .filter(ordinal -> directory.level(ordinal) == rank)
                .filter(ordinal -> !read.values().containsKey(directory.code(ordinal)))
                .count();
    }

    private OutsideDatasetJson publish(Exchange exchange) {
        OutsideAboutBody body = exchange.parts().json("about", OutsideAboutBody.class);
        return OutsideDatasetJson.of(data.publish(draft(exchange), id(body.dataset()), exchange.caller()));
    }

    private static @Nullable Long id(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw OutsideData.UNKNOWN.problem("there is no such dataset", "dataset");
        }
    }

    private OutsideData.Draft draft(Exchange exchange) {
        OutsideAboutBody body = exchange.parts().json("about", OutsideAboutBody.class);
        Upload file = uploaded(exchange);
        String name = file.fileName();
        return new OutsideData.Draft(
                name == null ? "file.csv" : name,
                file.readAll(),
                about(body),
                body.columns().columns());
    }

    private About about(OutsideAboutBody body) {
        About.Keyed keyed = About.Keyed.of(body.keyed());
        About.Kind kind = About.Kind.of(body.kind());
        boolean daily = keyed == About.Keyed.DAY;
        boolean residents = Boolean.TRUE.equals(body.residents());
        if (residents && (daily || kind != About.Kind.DENOMINATOR)) {
            throw ErrorCode.INVALID_FIELD.problem("residents are a denominator by area or point", "residents");
        }
        if (!daily) {
            data.rank(body.level());
        }
        String version = body.areaVersion();
        return new About(
                body.name().strip(),
                body.source().strip(),
                body.licence().strip(),
                body.unit().strip(),
                body.asOf(),
                kind,
                keyed,
                daily ? null : body.level(),
                daily ? null : version == null ? data.areaVersion() : version,
                keyed == About.Keyed.POINT ? crs(body.crs()) : null,
                residents,
                Boolean.TRUE.equals(body.synthetic()));
    }

    private static String crs(@Nullable String crs) {
        return crs == null || crs.isBlank() ? "wgs84" : crs.strip();
    }
}
