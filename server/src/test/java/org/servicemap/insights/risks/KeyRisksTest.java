package org.servicemap.insights.risks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.servicemap.geo.LonLat;
import org.servicemap.insights.HotSpot;

/** How a cluster is named, and the points that tell whether it lies within reach. */
class KeyRisksTest {
    @Test
    void theNameIsOfCategoryAndMiddleAlone() {
        assertThat(KeyRisks.ref(spot("HOUS", 3))).isEqualTo("HOUS@116.48500,39.92500");
        assertThat(KeyRisks.ref(spot("HOUS", 9))).isEqualTo(KeyRisks.ref(spot("HOUS", 3)));
        assertThat(KeyRisks.ref(spot(null, 3))).isEqualTo("all@116.48500,39.92500");
    }

    private static HotSpot spot(@Nullable String category, int days) {
        return new HotSpot(category, 116.485, 39.925, 1_500, days, 40, 10, 4.3, 30, 0.001, 0.019);
    }

    /** By p of its category alone all 40 points would be for how sure it is. */
    @Test
    void howSureItIsGoesByAllSearchesOfTheNight() {
        double sure = -Math.log10(0.019) / 3;
        assertThat(new KeyRisks.KeyRisk("r", spot("HOUS", 3), 10, 0.5, 0).score())
                .isCloseTo(40 * sure + 17.5, within(1e-9));
    }

    @Test
    void pointsAroundLieOnTheCircle() {
        List<LonLat> points = KeyRisks.around(116.4, 60, 1_113.2);
        assertThat(points).hasSize(16).doesNotHaveDuplicates();
        // a hundredth of a degree to the north; twice as much to the east, where meridians are half as far apart
        assertThat(points.get(0).lon()).isCloseTo(116.42, within(1e-9));
        assertThat(points.get(0).lat()).isCloseTo(60, within(1e-9));
        assertThat(points.get(4).lon()).isCloseTo(116.4, within(1e-9));
        assertThat(points.get(4).lat()).isCloseTo(60.01, within(1e-9));
    }
}
