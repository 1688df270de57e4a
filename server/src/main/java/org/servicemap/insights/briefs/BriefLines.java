package org.servicemap.insights.briefs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.briefs.BriefFigures.BriefPart;
import org.servicemap.insights.briefs.BriefFigures.BriefRateFigures;
import org.servicemap.insights.briefs.BriefFigures.BriefRow;
import org.servicemap.insights.briefs.BriefJson.BriefLineJson;
import org.servicemap.text.LocalText;

/** A report as one long table: a line for each number. Pure. */
final class BriefLines {
    private final List<BriefLineJson> lines = new ArrayList<>();

    private BriefLines() {}

    static List<BriefLineJson> of(BriefFigures figures) {
        BriefLines table = new BriefLines();
        figures.counts()
                .forEach(each -> table.lines.add(new BriefLineJson(
                        "counts",
                        each.code(),
                        BriefWords.of(each.code()),
                        "n",
                        (double) each.n(),
                        number(each.before()),
                        number(each.yearBefore()))));
        table.rates(figures.rates(), figures.ratesBefore());
        table.parts("categories", figures.categories());
        table.parts("risers", figures.risers());
        figures.series().forEach(each -> {
            LocalText at = LocalText.of("und", each.code());
            table.add("series", each.code(), at, "received", (double) each.received());
            table.add("series", each.code(), at, "ended", number(each.ended()));
        });
        figures.areas().forEach(each -> table.row("areas", each));
        figures.units().forEach(each -> table.row("units", each));
        table.rest(figures);
        return table.lines;
    }

    private void rest(BriefFigures figures) {
        figures.spots().forEach(each -> {
            LocalText where = each.where().isEmpty()
                    ? LocalText.EMPTY
                    : each.where().get(each.where().size() - 1);
            add("spots", each.code(), where, "observed", (double) each.observed());
            add("spots", each.code(), where, "expected", each.expected());
            add("spots", each.code(), where, "p", each.p());
        });
        figures.open()
                .forEach(each -> add(
                        "open",
                        each.code(),
                        each.category() == null ? LocalText.EMPTY : each.category(),
                        "days",
                        (double) each.days()));
        parts("disputes", figures.disputedUnits());
        parts("disputes", figures.disputedCategories());
    }

    private static @Nullable Double number(@Nullable Long value) {
        return value == null ? null : Double.valueOf(value);
    }

    private void add(String section, String code, LocalText name, String measure, @Nullable Double value) {
        lines.add(new BriefLineJson(section, code, name, measure, value, null, null));
    }

    private void parts(String section, List<BriefPart> parts) {
        parts.forEach(each -> lines.add(new BriefLineJson(
                section, each.code(), each.name(), "n", (double) each.n(), number(each.before()), null)));
    }

    private void rates(@Nullable BriefRateFigures now, @Nullable BriefRateFigures before) {
        if (now != null) {
            LocalText name = BriefWords.of("score");
            rate("valid", name, now.n(), before == null ? null : (double) before.n());
            rate("response", name, now.response(), before == null ? null : before.response());
            rate("resolution", name, now.resolution(), before == null ? null : before.resolution());
            rate("satisfaction", name, now.satisfaction(), before == null ? null : before.satisfaction());
            rate("score", name, now.score(), before == null ? null : before.score());
            rate("low", name, now.low(), before == null ? null : before.low());
            rate("high", name, now.high(), before == null ? null : before.high());
        }
    }

    private void rate(String measure, LocalText name, double value, @Nullable Double before) {
        lines.add(new BriefLineJson("rates", "", name, measure, value, before, null));
    }

    private void row(String section, BriefRow row) {
        lines.add(new BriefLineJson(
                section, row.code(), row.name(), "received", (double) row.n(), number(row.before()), null));
        BriefRateFigures rates = row.rates();
        if (rates != null) {
            add(section, row.code(), row.name(), "valid", (double) rates.n());
            add(section, row.code(), row.name(), "response", rates.response());
            add(section, row.code(), row.name(), "resolution", rates.resolution());
            add(section, row.code(), row.name(), "satisfaction", rates.satisfaction());
            add(section, row.code(), row.name(), "score", rates.score());
            add(section, row.code(), row.name(), "low", rates.low());
            add(section, row.code(), row.name(), "high", rates.high());
        }
        if (row.place() != null) {
            add(section, row.code(), row.name(), "place", (double) row.place());
        }
    }
}
