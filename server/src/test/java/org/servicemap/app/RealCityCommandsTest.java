package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.SharedData;

/** Layers that nobody here drew through the commands that any city goes through: {@code import}, {@code publish}, {@code resolve}. */
class RealCityCommandsTest {
    private static final String STREETS = "beijing/dongcheng/streets_gcj02.geojson";
    private static final String FACILITIES = "beijing/dongcheng/facilities_gcj02.geojson";
    private static final String SUBDISTRICTS =
            "beijing/central-subdistricts/beijing_111_subdistricts_bj54gk117.geojson";
    private static final String GAUSS_KRUEGER =
            "'+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=krass +units=m'";

    @TempDir
    private Path folder;

    /** In one database: its making takes longer than all of this. */
    @Test
    void brokenBoundariesAreRefusedOrMendedAndAWholeCityIsResolved() throws IOException {
        Commands commands = new Commands(folder.resolve("data"));
        refusesOrMends(commands, pack(SharedData.require(SUBDISTRICTS), "code: \"#\"", GAUSS_KRUEGER));
        resolvesInGcj02(commands, SharedData.require(STREETS));
    }

    private void resolvesInGcj02(Commands commands, Path streets) throws IOException {
        commands.done("import", pack(streets, "code: name, name: name", "gcj02").toString(), "--publish");

        Path rows = folder.resolve("facilities.csv");
        int labelled = writeFacilities(rows, namesIn(streets));
        assertThat(labelled).isEqualTo(608);
        Path resolved = folder.resolve("resolved.csv");
        commands.done("resolve", rows.toString(), "-o", resolved.toString(), "--crs", "gcj02");

        List<String> lines = Files.readAllLines(resolved);
        assertThat(lines).hasSize(labelled + 1);
        long right = lines.stream()
                .skip(1)
                .filter(RealCityCommandsTest::liesInItsStreet)
                .count();
        assertThat(right).isGreaterThanOrEqualTo((long) Math.ceil(0.97 * labelled));
    }

    /** The street that the facility names, and the one that it was found in, whose code is its name. */
    private static boolean liesInItsStreet(String line) {
        String street = line.substring(0, line.indexOf(','));
        return line.indexOf(street, street.length()) > 0;
    }

    private void refusesOrMends(Commands commands, Path pack) throws IOException {
        Path report = folder.resolve("findings.json");
        commands.refused("import", pack.toString(), "--report", report.toString());
        JsonNode findings = new ObjectMapper().readTree(report.toFile()).path("findings");
        assertThat(findings).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.path("layer").asText()).contains("111_subdistricts");
            assertThat(finding.path("lon").asDouble()).isBetween(115.9, 116.8);
            assertThat(finding.path("lat").asDouble()).isBetween(39.6, 40.3);
        });
        assertThat(commands.done("publish", "--list")).as("all or nothing").isEmpty();
        assertThat(commands.done("import", pack.toString(), "--repair", "--label", "mended"))
                .contains("111 areas, from 2026-01-01");
    }

    private static Set<String> namesIn(Path layer) throws IOException {
        Set<String> names = new HashSet<>();
        new ObjectMapper()
                .readTree(layer.toFile())
                .path("features")
                .forEach(feature ->
                        names.add(feature.path("properties").path("name").asText()));
        return names;
    }

    /** Those that name one of the streets, as the file has them; how many they are. */
    private static int writeFacilities(Path file, Set<String> streets) throws IOException {
        StringBuilder csv = new StringBuilder("street,lon,lat\n");
        int written = 0;
        for (JsonNode feature : new ObjectMapper()
                .readTree(SharedData.require(FACILITIES).toFile())
                .path("features")) {
            String street = feature.path("properties").path("street_name").asText();
            JsonNode position = feature.path("geometry").path("coordinates");
            if (streets.contains(street)) {
                csv.append(street + "," + position.get(0) + "," + position.get(1) + "\n");
                written++;
            }
        }
        Files.writeString(file, csv);
        return written;
    }

    private Path pack(Path layer, String fields, String crs) throws IOException {
        Path pack = folder.resolve("pack");
        SharedData.writePack(pack, layer, "fields: {%s}, crs: %s".formatted(fields, crs));
        return pack;
    }
}
