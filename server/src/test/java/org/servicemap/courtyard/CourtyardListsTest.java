package org.servicemap.courtyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Charge;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.PublishedPlace;
import org.servicemap.text.LocalText;

/** What a community's page shows of long lists: what is its own is not crowded out. */
class CourtyardListsTest {
    private static final Charge OWN = Charge.area("community", "1");
    private static final Charge PRECINCT = Charge.overlay("police", "P");
    private static final Charge CITY = Charge.area("city", "0");

    private static PublishedPlace place(String code, Charge... charges) {
        Place place = new Place(
                code,
                LocalText.of("zh", code),
                LocalText.EMPTY,
                "x",
                new LonLat(116, 39),
                LocalText.EMPTY,
                List.of(),
                "",
                null,
                List.of(),
                List.of(charges),
                null,
                List.of(),
                false,
                null,
                List.of(),
                "test",
                null);
        return new PublishedPlace(place, 1, Instant.EPOCH, "test");
    }

    @Test
    void placesOfTheCommunityComeBeforeThoseOfTheWholeCity() {
        List<PublishedPlace> all = new ArrayList<>();
        IntStream.range(0, 70).forEach(i -> all.add(place("A" + (100 + i), CITY)));
        all.add(place("Z1", OWN));
        all.add(place("Z2", CITY, PRECINCT));
        all.add(place("Z3", Charge.area("community", "2")));
        Map<Charge, LocalText> charges = new LinkedHashMap<>();
        charges.put(OWN, LocalText.of("en", "own"));
        charges.put(PRECINCT, LocalText.of("en", "precinct"));
        charges.put(CITY, LocalText.of("en", "city"));
        List<PlacesInCharge.Found> found = PlacesInCharge.of(new PlaceSet(all, List.of(), List.of()), charges, 60);
        assertThat(found).hasSize(60);
        assertThat(found.stream().limit(3).map(each -> each.place().code())).containsExactly("Z1", "Z2", "A100");
        assertThat(found.get(1).of()).isEqualTo(LocalText.of("en", "precinct"));
    }

    @Test
    void whatLiesAroundDoesNotCrowdOutWhatLiesWithin() {
        // one of thirty lies within: thirty are found though the first part holds only nine
        List<Integer> all = IntStream.range(0, 5_000).boxed().toList();
        RequestsWithin.Parts<Integer> list =
                (offset, limit) -> all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
        assertThat(RequestsWithin.first(list, each -> each % 30 == 0, 30))
                .hasSize(30)
                .endsWith(870);
        assertThat(RequestsWithin.first(list, each -> each == 4_999, 30)).isEmpty();
        assertThat(RequestsWithin.first(list, each -> each == RequestsWithin.MOST_LOOKED_AT - 1, 30))
                .hasSize(1);
    }
}
