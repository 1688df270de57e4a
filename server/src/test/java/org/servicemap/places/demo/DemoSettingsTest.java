package org.servicemap.places.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.places.hours.OpeningHours;

/** What the demo city's settings make of its areas' codes, counted without making the city. */
class DemoSettingsTest {
    private static final Path CITY = Path.of("..", "gis-data", "beijing");
    /** Districts, sub-districts, the whole city. */
    private static final int HALLS = 16 + 349 + 1;

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(CITY.resolve(file), StandardCharsets.UTF_8).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.split(",", -1))
                .toList();
    }

    /** The duty is the category's own or its parent's. */
    private static Set<String> serviceCentres() throws IOException {
        Map<String, String> duties = new HashMap<>();
        Set<String> centres = new HashSet<>();
        for (String[] row : rows("place_categories.csv")) {
            String duty = row[5].isEmpty() ? duties.getOrDefault(row[1], "") : row[5];
            duties.put(row[0], duty);
            if (duty.equals("service_centre")) {
                centres.add(row[0]);
            }
        }
        return centres;
    }

    /** Which is all that makes a place a hall that is booked: its category's duty, hours, and that it takes appointments. */
    @Test
    void everyTierOfTheDemoCityHasItsHallsAndAllCanBeBooked() throws IOException {
        DemoSettings settings = DemoSettings.parse(Files.readString(CITY.resolve("places_demo.yml")));
        Set<String> centres = serviceCentres();
        int halls = 0;
        for (DemoKind kind : settings.kinds()) {
            if (!centres.contains(kind.category())) {
                continue;
            }
            assertThat(kind.appointments()).as(kind.category()).isEqualTo(1);
            assertThat(kind.every()).as(kind.category()).isEqualTo(1);
            assertThat(kind.hours())
                    .as(kind.category())
                    .isNotEmpty()
                    .allSatisfy(hours ->
                            assertThat(OpeningHours.parse(hours).rules()).isNotEmpty());
            halls += kind.each() == null ? kind.count() : suited(kind);
        }
        assertThat(halls).isEqualTo(HALLS).isEqualTo(366);
    }

    private static int suited(DemoKind kind) throws IOException {
        return (int) rows("codes/" + kind.each() + ".csv").stream()
                .filter(row -> kind.suits(row[1]))
                .count();
    }
}
