package org.servicemap.citypack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.servicemap.geo.RawBox;

/** Which features of a layer lie the other way round; none of a city that lies where both ways are near. */
class AxisOrderTest {
    @Test
    void oneOfTwoInParis() {
        AxisOrder order = new AxisOrder(2.35, 48.86);
        order.see(1, "a", new RawBox(2.3, 48.8, 2.4, 48.9));
        order.see(2, "b", new RawBox(48.8, 2.2, 48.9, 2.3));
        assertThat(order.swapped()).extracting(AxisOrder.Suspect::number).containsExactly(2L);
    }

    @Test
    void northingFirstInFeet() {
        AxisOrder order = new AxisOrder(775_086, 2_956_519);
        order.see(1, null, new RawBox(770_000, 2_950_000, 780_000, 2_960_000));
        order.see(2, null, new RawBox(2_950_000, 780_000, 2_960_000, 790_000));
        assertThat(order.swapped()).extracting(AxisOrder.Suspect::number).containsExactly(2L);
    }

    /** From 25° to 37° east and 22° to 32° north, in squares of a degree: as large as Egypt, on the diagonal. */
    @Test
    void nothingInALandOnTheDiagonal() {
        AxisOrder order = new AxisOrder(30.8, 26.8);
        for (int x = 25; x < 37; x++) {
            for (int y = 22; y < 32; y++) {
                order.see(100L * x + y, null, new RawBox(x, y, x + 1, y + 1));
            }
        }
        assertThat(order.swapped()).isEmpty();
    }

    /** All are found; of so many the codes are not kept. */
    @Test
    void moreThanAnybodyNames() {
        AxisOrder order = new AxisOrder(2.35, 48.86);
        order.see(1, "a", new RawBox(2.3, 48.8, 2.4, 48.9));
        for (int i = 2; i <= 12_001; i++) {
            order.see(i, "c" + i, new RawBox(48.8, 2.2, 48.9, 2.3));
        }
        assertThat(order.swapped())
                .hasSize(12_000)
                .startsWith(new AxisOrder.Suspect(2, "c2", new RawBox(48.8, 2.2, 48.9, 2.3)))
                .endsWith(new AxisOrder.Suspect(12_001, null, new RawBox(48.8, 2.2, 48.9, 2.3)));
    }

    @Test
    void anIslandFarOutIsNoMistake() {
        AxisOrder order = new AxisOrder(139.7, 35.7);
        order.see(1, null, new RawBox(139.5, 35.5, 139.9, 35.9));
        order.see(2, null, new RawBox(142.1, 26.6, 142.3, 27.2));
        assertThat(order.swapped()).isEmpty();
    }
}
