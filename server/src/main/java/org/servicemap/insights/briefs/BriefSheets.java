package org.servicemap.insights.briefs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.briefs.BriefFigures.BriefOpen;
import org.servicemap.insights.briefs.BriefFigures.BriefPart;
import org.servicemap.insights.briefs.BriefFigures.BriefRateFigures;
import org.servicemap.insights.briefs.BriefFigures.BriefRow;
import org.servicemap.insights.briefs.BriefFigures.BriefSpot;
import org.servicemap.text.LocalText;

/** A report as tables in one language: one for each section. Pure. */
final class BriefSheets {
    private final Brief brief;
    private final BriefFigures figures;
    private final String language;

    BriefSheets(Brief brief, BriefFigures figures, String language) {
        this.brief = brief;
        this.figures = figures;
        this.language = language;
    }

    /**
     * A table.
     *
     * @param rows cells are texts, numbers or null
     */
    record Sheet(String key, String title, List<String> columns, List<List<@Nullable Object>> rows) {}

    List<Sheet> all() {
        return List.of(
                summary(),
                counts(),
                rates(),
                parts("categories", figures.categories()),
                parts("risers", figures.risers()),
                series(),
                places("areas", figures.areas()),
                places("units", figures.units()),
                spots(),
                open(),
                parts(
                        "disputes",
                        Stream.concat(figures.disputedUnits().stream(), figures.disputedCategories().stream())
                                .toList()));
    }

    private String word(String key) {
        return in(BriefWords.of(key));
    }

    private String in(@Nullable LocalText text) {
        return text == null ? "" : text.in(language, "zh");
    }

    private Sheet sheet(String key, List<String> columns, List<List<@Nullable Object>> rows) {
        return new Sheet(key, word(key), columns.stream().map(this::word).toList(), rows);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private Sheet summary() {
        return sheet(
                "summary",
                List.of("name", "n"),
                List.of(
                        row(word("kind"), in(BriefWords.kind(brief.period().kind()))),
                        row(word("subject"), in(brief.name())),
                        row(word("period"), BriefWords.period(brief.period())),
                        row(word("edition"), brief.edition()),
                        row(word("as_of"), brief.readAt() + " (" + brief.asOf() + ")"),
                        row(word("hash"), brief.hash())));
    }

    private Sheet counts() {
        return sheet(
                "measure",
                List.of("name", "n", "before", "year_before"),
                figures.counts().stream()
                        .map(each -> row(word(each.code()), each.n(), each.before(), each.yearBefore()))
                        .toList());
    }

    private Sheet rates() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        addRates(rows, "n", figures.rates());
        addRates(rows, "before", figures.ratesBefore());
        return sheet(
                "score",
                List.of("period", "valid", "response", "resolution", "satisfaction", "score", "low", "high"),
                rows);
    }

    private void addRates(List<List<@Nullable Object>> rows, String period, @Nullable BriefRateFigures rates) {
        if (rates != null) {
            List<@Nullable Object> row = row(word(period));
            row.addAll(cells(rates));
            rows.add(row);
        }
    }

    private static List<@Nullable Object> cells(@Nullable BriefRateFigures rates) {
        return rates == null
                ? row(0L, null, null, null, null, null, null)
                : row(
                        rates.n(),
                        rates.response(),
                        rates.resolution(),
                        rates.satisfaction(),
                        rates.score(),
                        rates.low(),
                        rates.high());
    }

    private Sheet parts(String key, List<BriefPart> parts) {
        return sheet(
                key,
                List.of("code", "name", "n", "before"),
                parts.stream()
                        .map(each -> row(each.code(), in(each.name()), each.n(), each.before()))
                        .toList());
    }

    private Sheet series() {
        return sheet(
                "series",
                List.of("period", "received", "ended"),
                figures.series().stream()
                        .map(each -> row(each.code(), each.received(), each.ended()))
                        .toList());
    }

    private Sheet places(String key, List<BriefRow> rows) {
        return sheet(
                key,
                List.of(
                        "code",
                        "name",
                        "kind",
                        "received",
                        "before",
                        "valid",
                        "response",
                        "resolution",
                        "satisfaction",
                        "score",
                        "low",
                        "high",
                        "place",
                        "among"),
                rows.stream().map(this::place).toList());
    }

    private List<@Nullable Object> place(BriefRow each) {
        List<@Nullable Object> row = row(each.code(), in(each.name()), in(each.kindName()), each.n(), each.before());
        row.addAll(cells(each.rates()));
        row.addAll(row(each.place(), each.among()));
        return row;
    }

    private Sheet spots() {
        return sheet(
                "spots",
                List.of("where", "category", "until", "days", "radius", "observed", "expected", "p"),
                figures.spots().stream().map(this::spot).toList());
    }

    private List<@Nullable Object> spot(BriefSpot each) {
        String where = each.where().stream().map(this::in).collect(Collectors.joining(" / "));
        return row(
                where,
                in(each.category()),
                each.until(),
                each.days(),
                each.radiusMetres(),
                each.observed(),
                each.expected(),
                each.p());
    }

    private Sheet open() {
        return sheet(
                "longest",
                List.of("number", "received_on", "days", "category", "unit", "area", "due_on"),
                figures.open().stream().map(this::open).toList());
    }

    private List<@Nullable Object> open(BriefOpen each) {
        return row(
                each.code(),
                each.receivedOn(),
                each.days(),
                in(each.category()),
                in(each.unit()),
                in(each.area()),
                each.dueOn());
    }
}
