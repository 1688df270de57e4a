package org.servicemap.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.coverage.Level;
import org.servicemap.text.LocalText;

/**
 * What differs between two area versions on the console, level by level: areas that are new or gone, and what was split or merged
 * by that, renamed, moved, recoded. At most so many lines of each kind; parts of less than a hundredth of an area are not told.
 */
final class DiffPrinter {
    private static final double LEAST_SHARE = 0.01;

    private final PrintWriter out;
    private final String language;
    private final int most;

    DiffPrinter(PrintWriter out, String language, int most) {
        this.out = out;
        this.language = language;
        this.most = most;
    }

    /** @param levels of the new version, for their names */
    void print(CoverageDiff diff, List<Level> levels) {
        List<CoverageDiff.LevelDiff> different =
                diff.levels().stream().filter(DiffPrinter::differs).toList();
        if (different.isEmpty()) {
            out.println("  no area differs");
        }
        different.forEach(level -> print(level, nameOf(level.level(), levels)));
    }

    private static boolean differs(CoverageDiff.LevelDiff level) {
        return level.added().size()
                        + level.gone().size()
                        + level.renamed().size()
                        + level.moved().size()
                        + level.recoded().size()
                > 0;
    }

    private static String nameOf(int rank, List<Level> levels) {
        return levels.stream()
                .filter(level -> level.rank() == rank)
                .map(Level::id)
                .findFirst()
                .orElse("level " + rank);
    }

    private void print(CoverageDiff.LevelDiff level, String name) {
        Map<String, List<Crosswalk.Share>> sources = sources(level);
        List<String> gone = told(level.gone(), area -> gone(area, level.crosswalk()));
        List<String> added = told(level.added(), area -> added(area, sources));
        out.println("  " + name + ": " + level.added().size() + " new ("
                + added.stream().filter(line -> line.contains(", merged of ")).count() + " merged), "
                + level.gone().size() + " gone ("
                + gone.stream().filter(line -> line.contains(", split into ")).count() + " split), "
                + level.renamed().size() + " renamed, " + level.moved().size() + " moved, "
                + level.recoded().size() + " recoded");
        show(gone);
        show(added);
        show(told(level.recoded(), this::recoded));
        show(told(level.renamed(), this::renamed));
        show(told(level.moved(), this::moved));
    }

    private static <T> List<String> told(List<T> changes, Function<T, String> line) {
        return changes.stream().map(line).toList();
    }

    private void show(List<String> lines) {
        lines.stream().limit(most).forEach(line -> out.println("    " + line));
        if (lines.size() > most) {
            out.println("    … and " + (lines.size() - most) + " more "
                    + lines.get(0).substring(0, lines.get(0).indexOf(' ')));
        }
    }

    private String gone(CoverageDiff.AreaRef area, Crosswalk crosswalk) {
        return "gone " + called(area) + what(crosswalk.of(area.code()), ", split into ", ", now in ");
    }

    private String added(CoverageDiff.AreaRef area, Map<String, List<Crosswalk.Share>> sources) {
        return "new " + called(area) + what(sources.getOrDefault(area.code(), List.of()), ", merged of ", ", out of ");
    }

    private static String what(List<Crosswalk.Share> parts, String several, String one) {
        List<String> large = parts.stream()
                .filter(part -> part.share() >= LEAST_SHARE)
                .map(part -> String.format(Locale.ROOT, "%s (%.1f %%)", part.code(), 100 * part.share()))
                .toList();
        return large.isEmpty() ? "" : (large.size() > 1 ? several : one) + String.join(", ", large);
    }

    /** By new code: the old areas that are parts of it, with the share of each that went there. */
    private static Map<String, List<Crosswalk.Share>> sources(CoverageDiff.LevelDiff level) {
        Map<String, List<Crosswalk.Share>> sources = new TreeMap<>();
        level.crosswalk()
                .shares()
                .forEach((old, shares) ->
                        shares.forEach(share -> sources.computeIfAbsent(share.code(), code -> new ArrayList<>())
                                .add(new Crosswalk.Share(old, share.share()))));
        return sources;
    }

    private String recoded(CoverageDiff.Recoded area) {
        return "recoded " + area.before() + " → " + area.after() + named(area.name());
    }

    private String renamed(CoverageDiff.Renamed area) {
        return "renamed " + area.code() + named(area.before()) + " →" + named(area.after());
    }

    private String moved(CoverageDiff.Moved area) {
        return String.format(
                Locale.ROOT,
                "moved %s%s %.3f → %.3f km² (+%.3f, −%.3f), keeps %.1f %%",
                area.code(),
                named(area.name()),
                area.km2Before(),
                area.km2After(),
                area.gainedKm2(),
                area.lostKm2(),
                100 * area.kept());
    }

    private String called(CoverageDiff.AreaRef area) {
        return area.code() + named(area.name()) + String.format(Locale.ROOT, " %.3f km²", area.km2());
    }

    private String named(LocalText name) {
        String text = name.in(language, language);
        return text.isEmpty() ? "" : " «" + text + "»";
    }
}
