package org.servicemap.calendars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.MonthDay;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeatingSeasonTest {
    @Test
    void isReadFromThePack() {
        assertThat(HeatingSeason.of(Map.of("heating_season", Map.of("from", "11-15", "until", "03-15"))))
                .isEqualTo(new HeatingSeason(MonthDay.of(11, 15), MonthDay.of(3, 15)));
        assertThat(HeatingSeason.of(Map.of())).isNull();
        assertThatThrownBy(() -> HeatingSeason.of(Map.of("heating_season", Map.of("from", "15.11.", "until", "03-15"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("process.heating_season");
    }
}
