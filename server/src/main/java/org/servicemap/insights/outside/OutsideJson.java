package org.servicemap.insights.outside;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;
import org.servicemap.text.LocalText;

/** Datasets as callers send and get them. */
final class OutsideJson {
    private static final int LONGEST = 300;

    private OutsideJson() {}

    @Describe("The file's columns")
    record OutsideColumnsJson(
            @Describe("Of an area's code, or of a day") @Nullable
            String key,

            @Describe("Of points") @Nullable String lon,
            @Describe("Of points") @Nullable String lat,

            @Describe("Of the figure; of points null: each counts as one") @Nullable
            String value) {
        Dataset.Columns columns() {
            return new Dataset.Columns(key, lon, lat, value);
        }

        static OutsideColumnsJson of(Dataset.Columns columns) {
            return new OutsideColumnsJson(columns.key(), columns.lon(), columns.lat(), columns.value());
        }
    }

    @Describe("What a file's figures are")
    record OutsideAboutBody(
            @Describe("The dataset that gets another version; null makes a new one") @Nullable
            String dataset,

            String name,
            @Describe("Who made the figures") String source,
            String licence,

            @Describe("What a figure counts or is measured in")
            String unit,

            @Describe("The day that the figures describe; by day: when they were taken")
            LocalDate asOf,

            @Describe("denominator: a count that sums up over areas; rate; covariate: any other measure")
            String kind,

            @Describe("area, point or day: what names a row's place or time")
            String keyed,

            @Describe("Of the areas; points are given to its areas. Null by day") @Nullable
            String level,

            @Describe("Area version whose codes or shapes are meant; default the one in force") @Nullable
            String areaVersion,

            @Describe("Of points; default wgs84") @Nullable String crs,
            OutsideColumnsJson columns,

            @Describe("Whether figures per 10,000 residents divide by it from now on") @Nullable
            Boolean residents,

            @Describe("Whether the figures are invented") @Nullable
            Boolean synthetic) {
        OutsideAboutBody {
            said("name", name);
            said("source", source);
            said("licence", licence);
            said("unit", unit);
            oneOf("kind", kind, About.Kind.words());
            oneOf("keyed", keyed, About.Keyed.words());
        }

        private static void said(String field, String text) {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new FieldException(field, "1 to " + LONGEST + " characters");
            }
        }

        private static void oneOf(String field, String word, List<String> words) {
            if (!words.contains(word)) {
                throw new FieldException(field, "one of " + String.join(", ", words));
            }
        }
    }

    @Describe("What is wrong with a row")
    record OutsideFindingJson(
            @Describe("Of the file, the header is the first; 0 for the whole file")
            long line,

            String field,
            String code,
            LocalText message) {}

    @Describe("What a file would become")
    record OutsideCheckJson(
            int rows,
            @Describe("Areas or days with a figure") int keys,

            @Describe("Areas of the level without one; null by day") @Nullable
            Integer without,

            @Nullable Double least,
            @Nullable Double most,
            @Nullable Double sum,

            @Describe("While there is one, nothing is published")
            int findingCount,

            @Describe("The first 200") List<OutsideFindingJson> findings) {}

    @Describe("A column of a file")
    record OutsideColumnJson(
            String name,
            @Describe("What its first rows say") List<String> samples) {}

    @Describe("A file's columns and what they most likely are")
    record OutsideHeaderJson(int rows, List<OutsideColumnJson> columns, OutsideColumnsJson guess) {}

    @Describe("Figures from elsewhere, with where they come from")
    record OutsideDatasetJson(
            String id,
            int version,
            String name,
            String source,
            String licence,
            String unit,
            @Describe("The day that the figures describe") LocalDate asOf,
            @Describe("denominator, rate or covariate") String kind,
            @Describe("area, point or day") String keyed,
            @Nullable String level,

            @Describe(
                    "Area version whose codes or shapes were meant. When another is in force, areas that changed since have no figure in it")
            @Nullable
            String areaVersion,

            @Nullable String crs,

            @Describe("Figures per 10,000 residents divide by it")
            boolean residents,

            @Describe("Invented, and to be said so") boolean synthetic,
            String file,
            @Describe("Of the file, hexadecimal") String sha256,
            OutsideColumnsJson columns,
            int rows,
            @Describe("Areas or days with a figure") int keys,
            String publishedBy,
            Instant publishedAt) {
        static OutsideDatasetJson of(Dataset dataset) {
            About about = dataset.about();
            Dataset.Version version = dataset.version();
            return new OutsideDatasetJson(
                    Long.toString(dataset.id()),
                    version.number(),
                    about.name(),
                    about.source(),
                    about.licence(),
                    about.unit(),
                    about.asOf(),
                    about.kind().word(),
                    about.keyed().word(),
                    about.level(),
                    about.areaVersion(),
                    about.crs(),
                    about.residents(),
                    about.synthetic(),
                    version.file(),
                    version.sha256(),
                    OutsideColumnsJson.of(version.columns()),
                    version.rows(),
                    version.keys(),
                    version.byName(),
                    version.at());
        }
    }

    @Describe("A dataset's figure")
    record OutsideValueJson(
            @Describe("Code of the area, or the day") String key,

            @Describe("Of the area; empty for a day") LocalText name,

            double value) {}
}
