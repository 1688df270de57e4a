package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.CoverageDiff;
import org.servicemap.areas.coverage.Crosswalk;
import org.servicemap.areas.coverage.Level;
import org.servicemap.text.LocalText;

class DiffPrinterTest {
    private static final List<Level> LEVELS = List.of(new Level(1, "ward", LocalText.of("en", "Ward")));

    @Test
    void saysWhatWasSplitMergedMovedRenamedAndRecoded() {
        assertThat(printed(20)).isEqualTo("""
                  ward: 3 new (1 merged), 3 gone (1 split), 1 renamed, 1 moved, 1 recoded
                    gone A «Old A» 2.000 km², split into X (60.0 %), Y (40.0 %)
                    gone B «Old B» 1.000 km², now in M (100.0 %)
                    gone C «Old C» 1.000 km², now in M (99.9 %)
                    new M «New M» 2.000 km², merged of B (100.0 %), C (99.9 %)
                    new X «New X» 1.200 km², out of A (60.0 %)
                    new Y «New Y» 0.800 km², out of A (40.0 %)
                    recoded D → E «Same»
                    renamed F «Before» → «After»
                    moved G «Hill» 1.000 → 1.250 km² (+0.300, −0.050), keeps 95.0 %
                """);
    }

    @Test
    void showsSoManyOfEachKind() {
        assertThat(printed(1))
                .contains("gone A ", "… and 2 more gone", "new M ", "… and 2 more new")
                .doesNotContain("gone B ");
    }

    @Test
    void nothingDiffersIsSaid() {
        assertThat(print(new CoverageDiff(List.of(level(List.of(), List.of(), false))), 20))
                .isEqualTo("  no area differs\n");
    }

    private static String printed(int most) {
        List<CoverageDiff.AreaRef> gone = List.of(area("A", "Old A", 2), area("B", "Old B", 1), area("C", "Old C", 1));
        List<CoverageDiff.AreaRef> added =
                List.of(area("M", "New M", 2), area("X", "New X", 1.2), area("Y", "New Y", 0.8));
        return print(new CoverageDiff(List.of(level(gone, added, true))), most);
    }

    private static CoverageDiff.LevelDiff level(
            List<CoverageDiff.AreaRef> gone, List<CoverageDiff.AreaRef> added, boolean more) {
        TreeMap<String, List<Crosswalk.Share>> shares = new TreeMap<>();
        shares.put("A", List.of(new Crosswalk.Share("X", 0.6), new Crosswalk.Share("Y", 0.4)));
        shares.put("B", List.of(new Crosswalk.Share("M", 1)));
        shares.put("C", List.of(new Crosswalk.Share("M", 0.999), new Crosswalk.Share("X", 0.001)));
        return new CoverageDiff.LevelDiff(
                1,
                added,
                gone,
                more ? List.of(new CoverageDiff.Renamed("F", text("Before"), text("After"))) : List.of(),
                more ? List.of(new CoverageDiff.Moved("G", text("Hill"), 1, 1.25, 0.3, 0.05, 0.95)) : List.of(),
                more ? List.of(new CoverageDiff.Recoded("D", "E", text("Same"), 1)) : List.of(),
                new Crosswalk(1, shares));
    }

    private static CoverageDiff.AreaRef area(String code, String name, double km2) {
        return new CoverageDiff.AreaRef(code, text(name), km2);
    }

    private static LocalText text(String value) {
        return LocalText.of("en", value);
    }

    private static String print(CoverageDiff diff, int most) {
        StringWriter text = new StringWriter();
        new DiffPrinter(new PrintWriter(text, true), "en", most).print(diff, LEVELS);
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
