package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitTables;

/**
 * The demo city, read once as {@code import --dry-run} reads any city: the official numbers of Beijing's areas at true size, and
 * what {@code check} says of it. The pack in the build's output, which has the outlines beside the tables.
 */
class DemoCityTest {
    private static final Path PACK = Path.of("target/classes/gis-data/beijing");

    @TempDir
    private Path data;

    @Test
    void hasBeijingsSizeAndHoldsTogether() {
        Commands commands = new Commands(data);
        try (Core core = Core.open(commands.config())) {
            PackImport.Outcome city =
                    core.packs().dryRun(PACK, new ImportOptions(false, null, null, null, null), ImportListener.SILENT);
            assertThat(city.report().hasErrors()).isFalse();
            Coverage coverage = Objects.requireNonNull(city.coverage());
            PackImport.Routing routing = Objects.requireNonNull(city.routing());
            hasTheOfficialAreas(coverage);
            hasUnitsAndCategories(routing.catalogue().context().tables());
            isChecked(coverage, routing);
        }
    }

    private static void hasTheOfficialAreas(Coverage coverage) {
        Map<String, Long> byLevel = coverage.areas().stream()
                .collect(Collectors.groupingBy(
                        area -> coverage.levels().get(area.level() - 1).id(), TreeMap::new, Collectors.counting()));
        assertThat(byLevel)
                .containsEntry("district", 16L)
                .containsEntry("subdistrict", 349L)
                .containsEntry("community", 7_535L);
        assertThat(byLevel.get("grid")).isGreaterThanOrEqualTo(100_000L);
        assertThat(byLevel).hasSize(4);
    }

    private static void hasUnitsAndCategories(UnitTables tables) {
        Set<String> parents = new HashSet<>();
        tables.categories().forEach(category -> parents.add(String.valueOf(category.parent())));
        assertThat(tables.categories().stream().filter(each -> !parents.contains(each.code())))
                .as("leaf categories")
                .hasSizeGreaterThanOrEqualTo(150);
        assertThat(tables.hotlines()).hasSize(64);
        assertThat(tables.hotlines().stream()
                        .filter(each -> each.code().equals("H-12338"))
                        .map(each -> each.name().in("en", "zh")))
                .containsExactly("Women's rights hotline");
        CategoryTree tree = new CategoryTree(tables.categories());
        for (String counselling : List.of("WOMEN-CARE-LEGAL", "WOMEN-CARE-MIND")) {
            assertThat(tree.flags(counselling)).as(counselling).contains("sensitive");
        }
        assertThat(kind(tables, "district_government")).isEqualTo(16);
        assertThat(kind(tables, "subdistrict_office")).isEqualTo(349);
        assertThat(kind(tables, "municipal_department")).isGreaterThanOrEqualTo(50);
        assertThat(kind(tables, "enterprise")).isGreaterThanOrEqualTo(12);
    }

    private static long kind(UnitTables tables, String kind) {
        return tables.units().stream().filter(unit -> unit.kind().equals(kind)).count();
    }

    private static void isChecked(Coverage coverage, PackImport.Routing routing) {
        StringWriter said = new StringWriter();
        CatalogueCheck check = new CatalogueCheck(new PrintWriter(said, true));
        check.all(coverage, routing.catalogue(), routing.spec(), routing.resolver());
        assertThat(check.isGood()).as(said.toString()).isTrue();
        assertThat(said.toString())
                .contains(
                        "exactly nested, no gap, no overlap",
                        "of them wrong: 0",
                        "categories × 349 areas",
                        "exactly one unit for each")
                .doesNotContain("ERROR");
    }
}
