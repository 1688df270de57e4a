package org.servicemap.app;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.BatchFormat;
import org.servicemap.areas.BatchOptions;
import org.servicemap.areas.BatchResolve;
import org.servicemap.areas.BatchSummary;
import org.servicemap.areas.City;
import org.servicemap.areas.PileLearner;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.geo.Crs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description = {
            "Gives each row of a CSV or NDJSON file the areas of its point.",
            "Bad rows are answered in place with their line number and error; nothing stops the rest."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class ResolveCommand extends CoreCommand {
    private static final int BUFFER = 1 << 16;

    @Parameters(paramLabel = "IN", description = "CSV or NDJSON file.")
    private Path in;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            required = true,
            description = "File to write.")
    private Path output;

    @Option(names = "--format", paramLabel = "csv|ndjson", description = "Format of IN (default: by its name).")
    private String format;

    @Option(names = "--output-format", paramLabel = "csv|ndjson", description = "Format of OUT (default: by its name).")
    private String outputFormat;

    @Option(names = "--lon", paramLabel = "COLUMN", description = "Column with the longitude (default: found by name).")
    private String lonColumn;

    @Option(names = "--lat", paramLabel = "COLUMN", description = "Column with the latitude (default: found by name).")
    private String latColumn;

    @Option(names = "--crs", description = "CRS of the columns: wgs84, gcj02, bd09, EPSG:n … (default: wgs84).")
    private String crs;

    @Option(names = "--encoding", description = "Charset of IN (default: UTF-8, else GB18030).")
    private String encoding;

    @Option(names = "--on", paramLabel = "DATE", description = "Use the areas in force on this day (default: today).")
    private LocalDate on;

    @Option(names = "--overlays", split = ",", description = "Overlay layers to add, * for all.")
    private Set<String> overlays = Set.of();

    @Option(names = "--lang", description = "Language of the names (default: the city's).")
    private String language;

    @Override
    int run(Core core, PrintWriter out) throws IOException {
        InputFiles.require(in);
        InputFiles.requireWritable(output);
        core.areas().refresh();
        AreaResolver resolver =
                on == null ? core.areas().current() : core.areas().on(on);
        City city = core.city();
        BatchOptions options = new BatchOptions(
                formatOf(format, in),
                formatOf(outputFormat, output),
                encoding,
                lonColumn,
                latColumn,
                crs == null ? null : Crs.parse(crs),
                overlays,
                language == null ? city.defaultLanguage() : language,
                city.defaultLanguage());
        long start = System.nanoTime();
        PileLearner piles = core.piles().learner();
        BatchSummary summary = resolve(resolver, options, piles);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d rows in %.1f s: %,d inside, %,d snapped, %,d outside, %,d with an error%n",
                summary.rows(),
                seconds,
                summary.inside(),
                summary.snapped(),
                summary.outside(),
                summary.failed());
        int learnt = core.piles().save(piles);
        if (learnt > 0) {
            out.printf(
                    "%d coordinates are piles, likely a geocoder's default: kept, low_confidence from now on%n",
                    learnt);
        }
        return 0;
    }

    /** Writes beside the goal and moves it there when it is whole, so that no half file is ever taken for an answer. */
    private BatchSummary resolve(AreaResolver resolver, BatchOptions options, PileLearner piles) throws IOException {
        Path part = output.resolveSibling(output.getFileName() + ".part");
        BatchSummary summary;
        try (InputStream source = new BufferedInputStream(Files.newInputStream(in), BUFFER);
                OutputStream target = new BufferedOutputStream(Files.newOutputStream(part), BUFFER);
                ProgressBar bar = bar(Files.size(in))) {
            summary = BatchResolve.open(resolver, options, source, piles).writeTo(target, bar::stepTo);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
        return summary;
    }

    private static ProgressBar bar(long bytes) {
        return new ProgressBarBuilder()
                .setTaskName("resolve")
                .setInitialMax(bytes)
                .setUnit(" MB", 1 << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .build();
    }

    private BatchFormat formatOf(String named, Path file) {
        return BatchFormat.ofFile(named == null ? file.toString() : "." + named)
                .orElseThrow(() -> usage("cannot tell the format of " + file + " by its name: give csv or ndjson"));
    }
}
