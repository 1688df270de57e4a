package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a person names wrongly: one clear sentence each, exit code 1, never an unexpected fault. */
class BadInputTest {
    private static final String HEAD = "category,lon,lat,at\n";
    private static final String CASE = "UTIL-WATER,116.4070,39.9035,2026-02-01T10:00\n";

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private static Commands commands;

    @BeforeAll
    static void city() {
        commands = new Commands(data);
        commands.done("import", Commands.TINY.toString(), "--publish");
    }

    @Test
    void filesThatAreNotThereOrAreFolders() {
        String goal = folder.resolve("out.csv").toString();
        assertThat(commands.refused("resolve", path("nosuch.csv"), "-o", goal)).contains("there is no file");
        assertThat(commands.refused("resolve", folder.toString(), "--format", "csv", "-o", goal))
                .contains("is no file");
        assertThat(commands.refused("route", "--backtest", path("nosuch.csv"), "--catalogue", catalogue()))
                .contains("there is no file");
        assertThat(commands.refused("route", "--backtest", path("nosuch.csv"), "--catalogue", path("nosuch.yml")))
                .contains("there is no file");
    }

    @Test
    void casesThatCannotBeRead() throws IOException {
        assertThat(backtest("category,lon,lat,at,at\n" + CASE, "UTF-8")).contains("header");
        assertThat(backtest(HEAD + "\"UTIL-WATER,116.4070\n" + CASE, "UTF-8"))
                .contains("line")
                .contains("quote");
        assertThat(backtest(HEAD + CASE.replace("UTIL", "热线"), "GBK")).contains("not UTF-8");
        Path draft = folder.resolve("gbk.yml");
        Files.writeString(draft, Files.readString(Path.of(catalogue())), Charset.forName("GBK"));
        Path cases = folder.resolve("fine.csv");
        Files.writeString(cases, HEAD + CASE);
        assertThat(commands.refused("route", "--backtest", cases.toString(), "--catalogue", draft.toString()))
                .contains("gbk.yml is not UTF-8");
    }

    @Test
    void aReportThatCannotBeWrittenStopsTheImportBeforeItBegins() {
        String before = commands.done("publish", "--list");
        assertThat(commands.refused("import", Commands.TINY.toString(), "--report", path("nodir/x.json")))
                .contains("nothing can be written");
        assertThat(commands.done("publish", "--list")).isEqualTo(before);
    }

    @Test
    void aDraftOfAreasIsBacktestedWithTheUnitsThatFollowIt() throws IOException {
        Path pack = Commands.copyOfTiny(folder.resolve("pack"));
        for (String file :
                new String[] {"areas/subdistrict.geojson", "areas/community.geojson", "areas/grid.geojson"}) {
            Commands.edit(pack.resolve(file), "990101001", "990101008");
        }
        commands.done("import", pack.toString(), "--only", "district/990101", "--label", "recoded");
        Path cases = folder.resolve("cases.csv");
        Files.writeString(cases, HEAD + CASE.replace("UTIL-WATER", "CITY-NOISE") + CASE);
        assertThat(commands.done("route", "--backtest", cases.toString(), "--areas", "recoded"))
                .contains("2 cases")
                .contains("0 go elsewhere");
        assertThat(commands.done("publish", "--list")).containsPattern("DRAFT +\\S+ +recoded");
    }

    private String backtest(String cases, String charset) throws IOException {
        Path file = folder.resolve("cases.csv");
        Files.writeString(file, cases, Charset.forName(charset));
        return commands.refused("route", "--backtest", file.toString(), "--catalogue", catalogue());
    }

    private static String catalogue() {
        return Commands.TINY.resolve("catalogue.yml").toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
