package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.areas.AreaVersion;
import org.servicemap.citypack.ImportListener;
import org.servicemap.units.Unit;

/** The commands on the tiny city, from the pack to a city in force and back. */
class CommandsTest {
    private static final String TINY = Commands.TINY.toString();
    /** In Dongqiao, sub-district 990101001, heating zone HZ1. */
    private static final String[] PLACE = {"116.4070", "39.9035"};

    @TempDir
    Path folder;

    private Commands commands;

    @BeforeEach
    void open() {
        commands = new Commands(folder.resolve("data"));
    }

    @Test
    void fromThePackToAnAnswer() throws IOException {
        assertThat(commands.done("import", TINY)).contains("Draft ").contains("publish ");
        assertThat(commands.refused("resolve", csv("lon,lat\n").toString(), "-o", out()))
                .as("a draft is not in force");
        assertThat(commands.done("publish")).contains("in force from 2026-01-01");
        assertThat(commands.done("check"))
                .contains("exactly nested, no gap, no overlap")
                .contains("of them wrong: 0")
                .contains("exactly one unit for each")
                .contains("the calendar lists no holidays of " + Year.now().plusYears(1))
                .contains("history: 0 requests with 0 events are whole")
                .contains("Everything is fine.");

        Path year = Files.writeString(
                folder.resolve("year.yml"), "holidays: [2031-05-05, 2031-05-06]\nprovisional_years: [2031]\n");
        assertThat(commands.done("calendar", year.toString()))
                .contains("2031  2 holidays, 0 make-up days, provisional");
        assertThat(commands.refused("calendar", csv("weekend: [someday]").toString()))
                .contains("someday");

        Path rows = csv("id,lon,lat\n1," + PLACE[0] + "," + PLACE[1] + "\n2,999,0\n3,0,0\n");
        assertThat(commands.done("resolve", rows.toString(), "-o", out()))
                .contains("3 rows")
                .contains("1 inside, 0 snapped, 1 outside, 1 with an error");
        assertThat(Files.readString(Path.of(out()))).contains("990101001");

        assertThat(commands.done("route", PLACE[0], PLACE[1], "UTIL-WATER", "--lang", "en"))
                .contains("Qingxi Water")
                .contains("→ water");
        assertThat(commands.done("route", PLACE[0], PLACE[1], "LABR-WAGE", "--lang", "en"))
                .doesNotContain("→ wages ");
        assertThat(commands.done(
                        "route",
                        PLACE[0],
                        PLACE[1],
                        "LABR-WAGE",
                        "--places",
                        "registered:" + PLACE[0] + "," + PLACE[1]))
                .contains("→ wages ");
        assertThat(commands.refused("route", PLACE[0], PLACE[1], "LABR-WAGE", "--places", "registered:39,116"))
                .contains("registered", "swapped");
        assertThat(commands.run("route", PLACE[0], PLACE[1], "LABR-WAGE", "--places", "registered")
                        .code())
                .isEqualTo(2);
        assertThat(commands.refused("route", PLACE[0], PLACE[1], "NO-SUCH")).contains("NO-SUCH");
        assertThat(commands.refused("route", PLACE[1], PLACE[0], "UTIL-WATER")).contains("swapped");
        assertThat(commands.run("route", "here", PLACE[1], "UTIL-WATER").code()).isEqualTo(2);
    }

    @Test
    void whatIsExportedIsTheSameCity() {
        commands.done("import", TINY, "--publish");
        Path pack = folder.resolve("exported");
        commands.done("export", pack.toString());
        assertThat(commands.refused("export", pack.toString())).contains("empty");

        Commands other = new Commands(folder.resolve("other"));
        assertThat(other.done("import", pack.toString(), "--publish")).contains("0 errors, 0 repaired, 0 warnings");
        assertThat(other.done("check")).contains("Everything is fine.");
        assertThat(inForce(other).contentHash()).isEqualTo(inForce(commands).contentHash());
        for (Function<Core, Object> part : Parts.ALL) {
            assertThat(read(other, part)).isEqualTo(read(commands, part));
        }
    }

    /** What two equal cities share beside their boundaries. */
    private static final class Parts {
        static final List<Function<Core, Object>> ALL = List.of(
                Core::city,
                core -> core.units().current().tables().units(),
                core -> core.units().current().tables().categories(),
                core -> core.units().current().tables().hotlines(),
                core -> core.calendars().current(),
                core -> core.catalogues().findPublished().orElseThrow().yaml(),
                core -> String.valueOf(
                        core.catalogues().findPublished().orElseThrow().specYaml()),
                core -> core.gazetteer().content());
    }

    @Test
    void helpSaysWholeSentences() {
        assertThat(Main.commands(Map.of()).getSubcommands().values())
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .as(command.getCommandName())
                        .endsWith("."));
        assertThat(commands.run("import", TINY, "--effective-from", "yesterday").shown())
                .contains("«yesterday» is no date such as 2026-01-31")
                .doesNotContain("java.time");
        assertThat(commands.run("route", "--at", "soon", PLACE[0], PLACE[1], "UTIL-WATER")
                        .shown())
                .contains("«soon» is no time such as 2026-01-31T10:00+08:00")
                .doesNotContain("java.time");
    }

    @Test
    void aDryRunAndADraftChangeNothingInForce() {
        String nothing = state();
        assertThat(commands.done("import", TINY, "--dry-run")).contains("Dry run: ");
        assertThat(state()).isEqualTo(nothing);
        commands.done("import", TINY, "--publish");

        AreaVersion before = inForce(commands);
        List<Unit> units =
                read(commands, core -> core.units().current().tables().units());
        Path pack = Commands.copyOfTiny(folder.resolve("pack"));
        Commands.edit(pack.resolve("units.csv"), "South City Heating", "Southern Heating");
        Commands.edit(pack.resolve("gazetteer/addresses.csv"), "12 Ring Road", "12 Circular Road");
        Object places = read(commands, core -> core.gazetteer().content());
        commands.done("import", pack.toString(), "--label", "second", "--effective-from", "2026-02-01");
        assertThat(inForce(commands).id()).isEqualTo(before.id());
        assertThat(commands.done("publish", "second", "--plan"))
                .contains("(«second») from 2026-02-01:\n  no area differs");
        List<Unit> still =
                read(commands, core -> core.units().current().tables().units());
        assertThat(still).isEqualTo(units);
        Object stillThere = read(commands, core -> core.gazetteer().content());
        assertThat(stillThere).isEqualTo(places);
        assertThat(commands.done("publish", "second", "--delete")).contains("Deleted draft");
        assertThat(commands.done("publish", "--list")).contains("2026-01-01").doesNotContain("second");
    }

    @Test
    void oneAreasChildrenAreReplacedAndRolledBack() {
        commands.done("import", TINY, "--publish");
        AreaVersion first = inForce(commands);
        Path pack = Commands.copyOfTiny(folder.resolve("pack"));
        Commands.edit(pack.resolve("areas/subdistrict.geojson"), "东桥街道", "东桥新街道");
        commands.done(
                "import",
                pack.toString(),
                "--only",
                "district/990101",
                "--label",
                "renamed",
                "--effective-from",
                "2026-01-02");
        assertThat(commands.done("publish", "renamed", "--plan"))
                .contains("subdistrict: 0 new (0 merged), 0 gone (0 split), 1 renamed, 0 moved, 0 recoded")
                .contains("renamed 990101001 «东桥街道» → «东桥新街道»");
        assertThat(inForce(commands).id()).isEqualTo(first.id());
        commands.done("publish", "renamed", "--yes");
        AreaVersion second = inForce(commands);
        assertThat(second.label()).isEqualTo("renamed");
        assertThat(second.areaCount()).isEqualTo(first.areaCount());
        assertThat(second.contentHash()).isNotEqualTo(first.contentHash());

        assertThat(commands.done("publish", "renamed", "--roll-back")).contains("Rolled back");
        assertThat(inForce(commands).id()).isEqualTo(first.id());
        assertThat(commands.refused("import", TINY, "--only", "district/1")).contains("no area «1»");
        assertThat(commands.refused("import", TINY, "--only", "ward/1")).contains("no level «ward»");
        assertThat(commands.run("import", TINY, "--only", "district").code()).isEqualTo(2);
    }

    @Test
    void aRunningServerSeesWhatACommandPublishes() {
        commands.done("import", TINY, "--publish");
        Client client = new Client(HttpClient.newHttpClient());
        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            URI city = server.address().resolve("api/v1/city");
            assertThat(client.get(city)).contains("\"label\":\"2026-01-01\"").contains("\"base_tiles\":null");
            Path fresh = Commands.copyOfTiny(folder.resolve("fresh"));
            Commands.edit(fresh.resolve("units.csv"), "Qingxi Water", "Qingxi New Water");
            commands.done(
                    "import", fresh.toString(), "--label", "fresh", "--effective-from", "2026-01-03", "--publish");
            await(Duration.ofSeconds(60), () -> client.get(city).contains("\"label\":\"fresh\""));
            URI unit = server.address().resolve("api/v1/units/WATER");
            await(Duration.ofSeconds(60), () -> client.get(unit).contains("Qingxi New Water"));
            assertThat(commands.done("route", PLACE[0], PLACE[1], "UTIL-WATER")).contains("water");
        }
    }

    @Test
    void aRunningServerShowsWhatImportsFound() {
        commands.done("import", TINY, "--publish");
        Client client = new Client(HttpClient.newHttpClient());
        try (ServiceMap server = ServiceMap.start(commands.config(), ImportListener.SILENT)) {
            URI reports = server.address().resolve("api/v1/reports");
            Path pack = Commands.copyOfTiny(folder.resolve("pack"));
            Commands.edit(pack.resolve("areas/subdistrict.geojson"), "\"990101002\"", "\"990101001\"");
            commands.refused("import", pack.toString(), "--label", "twice");
            assertThat(client.get(reports))
                    .contains("\"status\":\"refused\",\"label\":\"twice\"")
                    .contains("\"status\":\"published\"");

            Path other = Commands.copyOfTiny(folder.resolve("other"));
            Commands.edit(other.resolve("catalogue.yml"), "to: {unit: WATER}", "to: {unit: WINE}");
            commands.refused("import", other.toString(), "--label", "wine");
            String list = client.get(reports);
            String latest = list.replaceFirst("(?s).*?\"id\":\"(\\d+)\".*", "$1");
            assertThat(list).contains("\"label\":\"wine\"").doesNotContain(other.toString());
            assertThat(client.get(URI.create(reports + "/" + latest + "/findings")))
                    .contains("\"layer\":\"catalogue.yml\"", "there is no unit «WINE»", "\"code\":\"unknown_unit\"");

            commands.refused("import", pack.toString(), "--label", "dry", "--dry-run");
            assertThat(client.get(reports)).doesNotContain("\"dry\"");
        }
    }

    @Test
    void aBacktestShowsWhatWouldMove() throws IOException {
        commands.done("import", TINY, "--publish");
        Path draft = folder.resolve("draft.yml");
        Files.writeString(
                draft,
                Files.readString(Commands.TINY.resolve("catalogue.yml")).replace("{unit: WATER}", "{unit: POWER}"));
        Path past = csv("category,lon,lat,at,decided\n"
                + "UTIL-WATER,116.4070,39.9035,2026-01-20T10:00,WATER\n"
                + "UTIL-WATER,116.4070,39.9035,2026-01-21T10:00,WATER\n"
                + "UTIL-POWER,116.4070,39.9035,2026-01-20T10:00,\n"
                + "UTIL-POWER,nowhere,39.9035,2026-01-20T10:00,\n");
        String shown =
                commands.done("route", "--backtest", past.toString(), "--catalogue", draft.toString(), "-o", out());
        assertThat(shown).contains("3 cases").contains("2 go elsewhere").contains("1 rows unreadable");
        assertThat(shown)
                .contains("nobody responsible: 0 before, 0 after")
                .contains("as really decided (known of 2): 2 before, 0 after");
        assertThat(shown).contains("UTIL-WATER in ").contains("WATER → POWER").contains("line 5");
        assertThat(Files.readString(Path.of(out()))).contains("UTIL-WATER").contains("POWER");
        assertThat(commands.run("route", "--backtest", past.toString()).code()).isEqualTo(2);
    }

    private record Client(HttpClient http) {
        String get(URI uri) {
            try {
                return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private static void await(Duration most, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited " + most).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private String state() {
        return commands.done("publish", "--list");
    }

    private static AreaVersion inForce(Commands commands) {
        return read(
                commands,
                core -> core.versions().on(java.time.LocalDate.now(core.city().zone())));
    }

    private static <T> T read(Commands commands, Function<Core, T> reading) {
        try (Core core = Core.open(commands.config())) {
            return reading.apply(core);
        }
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("in-" + text.hashCode() + ".csv"), text);
    }

    private String out() {
        return folder.resolve("out.csv").toString();
    }
}
