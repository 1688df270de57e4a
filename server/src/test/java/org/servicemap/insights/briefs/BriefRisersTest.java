package org.servicemap.insights.briefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** When a category rises: requests a day, with the chance of both counts. Computed by hand. */
class BriefRisersTest {
    @Test
    void requestsOfADayAreCompared() {
        // one a day in January and in February
        assertThat(BriefMaker.z(31, 31, 28, 28)).isCloseTo(0, within(1e-12));
        // equally long: (n - b) / sqrt(n + b)
        assertThat(BriefMaker.z(36, 7, 13, 7)).isCloseTo(23 / 7.0, within(1e-12));
        assertThat(BriefMaker.z(0, 31, 16, 28)).isCloseTo(-4, within(1e-12));
    }

    @Test
    void nothingDoesNotRise() {
        assertThat(BriefMaker.z(0, 31, 0, 28)).isZero();
    }
}
