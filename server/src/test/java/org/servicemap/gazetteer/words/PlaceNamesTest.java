package org.servicemap.gazetteer.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.geo.Geodesy;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

class PlaceNamesTest {
    private static final LonLat EAST = new LonLat(116.44, 39.92);
    private static final LonLat WEST = new LonLat(116.40, 39.90);
    private static final PlaceNames NAMES = new PlaceNames(
            LocalText.of("zh", "清溪市", "en", "Qingxi"),
            List.of(
                    new NamedArea(
                            -1, "district", "D1", LocalText.of("zh", "东江区", "en", "Dongjiang District"), EAST, 9000),
                    new NamedArea(-1, "district", "D2", LocalText.of("zh", "西岭区", "en", "Xiling District"), WEST, 9000),
                    new NamedArea(0, "community", "C11", LocalText.of("zh", "清河社区居委会"), EAST, 800),
                    new NamedArea(1, "community", "C21", LocalText.of("zh", "松林社区居委会"), WEST, 800)),
            List.of(
                    place(PlaceKind.COMPOUND, "K1", "望京花园", "Wangjing Garden", EAST, 2, null, null, null),
                    place(PlaceKind.COMPOUND, "K2", "建国里小区", "Jianguoli Residence", EAST, 2, null, null, null),
                    place(PlaceKind.COMPOUND, "K3", "建国里小区", "Jianguoli Residence", WEST, 3, null, null, null),
                    place(PlaceKind.COMPOUND, "K4", "新华花园", "Xinhua Garden", WEST, 3, null, null, null),
                    place(PlaceKind.ROAD, "R1", "建国路", "Jianguo Road", EAST, 2, null, null, null),
                    place(PlaceKind.ROAD, "R2", "西三条", "Xisan Lane", EAST, 2, null, null, null),
                    place(
                            PlaceKind.INTERSECTION,
                            "X1",
                            "建国路与西三条交叉口",
                            "Jianguo Road and Xisan Lane",
                            EAST,
                            2,
                            "R1",
                            null,
                            "R2"),
                    place(
                            PlaceKind.ADDRESS,
                            "A1",
                            "望京花园12号楼",
                            "Wangjing Garden Building 12",
                            EAST,
                            2,
                            "K1",
                            "12号楼",
                            null),
                    place(PlaceKind.ADDRESS, "A2", "建国路8号", "8 Jianguo Road", EAST, 2, "R1", "8", null)),
            new Spelling());

    private static NamedPlace place(
            PlaceKind kind,
            String code,
            String zh,
            String en,
            LonLat at,
            int area,
            String owner,
            String door,
            String crossing) {
        return new NamedPlace(kind, code, LocalText.of("zh", zh, "en", en), at, 100, area, owner, door, crossing);
    }

    @ParameterizedTest
    @CsvSource({
        "我家在望京花园东门对面，楼上漏水, COMPOUND, K1",
        "忘京花园没暖气, COMPOUND, K1",
        "望京花園停水, COMPOUND, K1",
        "望京花园小区十二号楼电梯坏了, ADDRESS, A1",
        "望京花园12号楼3单元没水, ADDRESS, A1",
        "建国路与西三条交叉口东南角有坑, INTERSECTION, X1",
        "potholes where Jianguo Road meets Xisan Lane, INTERSECTION, X1",
        "建国路8号门口堆垃圾, ADDRESS, A2",
        "建国路上井盖丢了, ROAD, R1",
        "opposite the east gate of Xinhua Garden, COMPOUND, K4",
        "清河居委会门口, AREA, C11",
        "西岭这边停水, AREA, D2",
        "全市的公交都该便宜点, CITYWIDE,",
        "everywhere in the city the buses are late, CITYWIDE,",
        "公司三个月没发工资, NO_PLACE,",
        "?!, NO_PLACE,"
    })
    void findsWhatIsMeant(String text, PlaceKind kind, String code) {
        PlaceGuess best = NAMES.guess(text, 3).get(0);
        assertThat(best.kind()).as(best.toString()).isEqualTo(kind);
        assertThat(best.code()).isEqualTo(code);
    }

    @Test
    void anAreaNamedBesideDecidesBetweenPlacesOfOneName() {
        assertThat(NAMES.guess("东江区的建国里小区", 1).get(0).code()).isEqualTo("K2");
        assertThat(NAMES.guess("西岭区建国里小区有人群租", 1).get(0).code()).isEqualTo("K3");
    }

    @Test
    void theIncidentComesBeforeTheHome() {
        List<PlaceGuess> guesses = NAMES.guess("我住新华花园，建国路上井盖坏了", 3);
        assertThat(guesses.get(0).code()).isEqualTo("R1");
        assertThat(guesses.get(0).role()).isEqualTo(PlaceGuess.Role.INCIDENT);
        assertThat(guesses).anySatisfy(guess -> assertThat(guess.role()).isEqualTo(PlaceGuess.Role.RESIDENCE));
    }

    @Test
    void theSpanHoldsTheWords() {
        String text = "楼上漏水，我家在望京花园东门对面";
        PlaceGuess best = NAMES.guess(text, 1).get(0);
        assertThat(text.substring(best.start(), best.end())).isEqualTo("望京花园");
        assertThat(best.evidence().in("en", "zh")).contains("望京花园", "beside it");
    }

    @Test
    void distanceAndDirectionMoveThePlaceAndWidenIt() {
        PlaceGuess plain = NAMES.guess("望京花园没水", 1).get(0);
        PlaceGuess moved = NAMES.guess("望京花园往北200米没水", 1).get(0);
        assertThat(Geodesy.distanceMetres(plain.position(), moved.position())).isBetween(199.0, 201.0);
        assertThat(moved.position().lat()).isGreaterThan(plain.position().lat());
        assertThat(moved.uncertaintyMetres()).isEqualTo(plain.uncertaintyMetres() + 100);
    }

    @Test
    void surrogatesAndLengthDoNoHarm() {
        assertThat(NAMES.guess("😀".repeat(3000) + "望京花园", 3)).isNotEmpty();
        assertThat(NAMES.guess("", 3)).extracting(PlaceGuess::kind).containsExactly(PlaceKind.NO_PLACE);
    }
}
