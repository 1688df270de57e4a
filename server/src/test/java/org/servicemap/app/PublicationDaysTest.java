package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.AreaVersion;
import org.servicemap.citypack.ImportListener;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.storage.TestDatabases;
import org.servicemap.units.Unit;

/** A re-districting switches boundaries, units and rules on one day: its own. */
class PublicationDaysTest {
    private static final String TINY = Commands.TINY.toString();
    private static final String OLD = "990101003";
    private static final String NEW = "990101009";

    @TempDir
    private Path folder;

    private Commands commands;

    @BeforeEach
    void open() {
        commands = new Commands(folder.resolve("data"));
        commands.done("import", TINY, "--publish");
    }

    @Test
    void unitsAndRulesFollowOnTheDayAndOnce() throws IOException {
        String tomorrow = LocalDate.now().plusDays(2).toString();
        String said = commands.done(
                "import",
                recoded().toString(),
                "--label",
                "recoded",
                "--effective-from",
                tomorrow,
                "--publish",
                "--yes");
        assertThat(said).contains("follow on that day");
        try (Core one = Core.open(commands.config());
                Core two = Core.open(commands.config())) {
            one.loadAreas();
            int catalogues = one.catalogues().list().size();
            assertThat(areaOf(one, "S003")).isEqualTo(OLD);
            assertThat(one.catalogues().published(one.areas().current().snapshot()))
                    .isNotNull();

            theDayComes(one);
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> two.packs().takeUpDue());
            one.areas().refresh();
            other.join();

            assertThat(one.areas().current().snapshot().label()).isEqualTo("recoded");
            assertThat(areaOf(one, "S003")).isEqualTo(NEW);
            // the one in force moved along, and the pack's own
            assertThat(one.catalogues().list()).hasSize(catalogues + 2);
            assertThat(one.catalogues().published(one.areas().current().snapshot()))
                    .isNotNull();
        }
        assertThat(commands.done("check")).contains("Everything is fine.");

        commands.done("publish", "recoded", "--roll-back");
        try (Core core = Core.open(commands.config())) {
            assertThat(areaOf(core, "S003")).isEqualTo(OLD);
        }
        assertThat(commands.done("check")).contains("Everything is fine.");
    }

    @Test
    void whatHangsOnAreasMovesTogetherAndComesBackTogether() throws IOException {
        commands.done("import", recoded().toString(), "--only", "district/990101", "--label", "codes");
        try (Core core = Core.open(commands.config())) {
            core.database().useTransaction(handle -> {
                handle.execute("INSERT INTO accounts (id, kind, login, name, roles, area_level, area)"
                        + " VALUES (7, 'staff', 'ann', 'Ann', ARRAY['warden'], 'subdistrict', '" + OLD + "')");
                handle.execute("INSERT INTO warden_assignments (id, account, duty, grid, first_day)"
                        + " SELECT 8, 7, 'warden', min(code), current_date - 9 FROM areas WHERE level = 4 AND code LIKE '"
                        + OLD + "%'");
            });
        }
        assertThat(commands.refused(
                        "publish", "codes", "--from", LocalDate.now().toString()))
                .contains("confirm");
        assertThat(commands.done("publish", "codes", "--plan"))
                .contains("unit S003")
                .contains("place hall-" + OLD)
                .contains("account 1")
                .contains("account ann on subdistrict " + OLD);
        commands.done("publish", "codes", "--from", LocalDate.now().toString(), "--yes");
        assertThat(commands.done("check")).contains("Everything is fine.");
        assertMoved(NEW);
        commands.done("publish", "codes", "--roll-back");
        assertThat(commands.done("check")).contains("Everything is fine.");
        assertMoved(OLD);
    }

    private void assertMoved(String code) {
        try (Core core = Core.open(commands.config())) {
            core.loadAreas();
            assertThat(areaOf(core, "S003")).isEqualTo(code);
            assertThat(core.catalogues().findPublished().orElseThrow().specYaml())
                    .contains('"' + code + '"');
            String charges = core.database()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT facts ->> 'charges' FROM places WHERE code = 'hall-" + OLD + "'")
                            .mapTo(String.class)
                            .one());
            assertThat(charges).isEqualTo("[\"subdistrict:" + code + "\"]");
            List<String> bound = core.database()
                    .jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT area FROM accounts WHERE login = 'ann' UNION ALL"
                                    + " SELECT left(grid, 9) FROM warden_assignments WHERE last_day IS NULL")
                            .mapTo(String.class)
                            .list());
            assertThat(bound).containsExactly(code, code);
        }
    }

    @Test
    void boundariesThatTheCatalogueDoesNotFitAreRefused() throws IOException {
        try (Core core = Core.open(commands.config())) {
            String yaml = core.catalogues().findPublished().orElseThrow().yaml();
            core.catalogues()
                    .publish(core.catalogues()
                            .draft(
                                    yaml.replace("when: {category: SAFE}", "when: {area: {subdistrict: 990101777}}"),
                                    null));
        }
        commands.done("import", recoded().toString(), "--only", "district/990101", "--label", "grids");
        assertThat(commands.refused("publish", "grids", "--yes"))
                .contains("crime")
                .contains("990101777");
        assertThat(commands.done("publish", "--list")).containsPattern("DRAFT +\\S+ +grids");
    }

    @Test
    void aFirstStartThatWasKilledBeforePublishingIsDoneAgain() {
        Commands fresh = new Commands(folder.resolve("fresh"), TestDatabases.bestAddress());
        fresh.environment().put("SERVICEMAP_PACK", TINY);
        try (Core core = Core.open(fresh.config())) {
            core.packs().draft(Commands.TINY, ImportOptions.WHOLE_PACK, ImportListener.SILENT);
            FirstStart.run(core, ImportListener.SILENT);
            FirstStart.run(core, ImportListener.SILENT);
            assertThat(core.versions().list())
                    .extracting(AreaVersion::status)
                    .containsExactly(AreaVersion.Status.PUBLISHED);
        }
    }

    private Path recoded() throws IOException {
        Path pack = Commands.copyOfTiny(folder.resolve("recoded"));
        try (Stream<Path> files = Files.walk(pack)) {
            List<Path> texts = files.filter(Files::isRegularFile).toList();
            for (Path file : texts) {
                Files.writeString(file, Files.readString(file).replace(OLD, NEW));
            }
        }
        return pack;
    }

    private static String areaOf(Core core, String unit) {
        Unit found = core.units().refresh().directory().find(unit).orElseThrow();
        return Objects.requireNonNull(found.area());
    }

    private static void theDayComes(Core core) {
        core.database().useTransaction(handle -> {
            handle.execute(
                    "UPDATE area_versions SET effective_to = current_date - 1 WHERE effective_to > current_date");
            handle.execute(
                    "UPDATE area_versions SET effective_from = current_date - 1 WHERE effective_from > current_date");
        });
    }
}
