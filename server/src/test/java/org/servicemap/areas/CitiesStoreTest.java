package org.servicemap.areas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.LonLat;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;
import org.servicemap.text.LocalText;

@OnEveryDatabase
class CitiesStoreTest {
    private final Cities cities;

    CitiesStoreTest(Database database) {
        cities = new Cities(database);
    }

    @Test
    void whatIsSavedIsFound() {
        City city = city("anytown");
        cities.save(city);
        assertThat(cities.find()).contains(city);
        City other = city("othertown");
        cities.save(other);
        assertThat(cities.find()).as("one city per installation").contains(other);
    }

    private static City city(String id) {
        return new City(
                id,
                LocalText.of("en", "Anytown", "es", "Cualquier Lugar"),
                "en",
                List.of("en", "es"),
                ZoneId.of("America/New_York"),
                List.of(new Level(1, "ward", LocalText.of("en", "Ward"))),
                1,
                1,
                new LonLat(-71.06, 42.36),
                12,
                LocalText.EMPTY,
                false,
                LocalText.EMPTY,
                50,
                0.8,
                Map.of("whistle", false, "channels", List.of(Map.of("id", "web"))));
    }
}
