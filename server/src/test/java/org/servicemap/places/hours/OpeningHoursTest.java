package org.servicemap.places.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.servicemap.calendars.WorkingCalendar;

class OpeningHoursTest {
    @Test
    void readsWhatItWrites() {
        OpeningHours hours = OpeningHours.parse("  Mo-Fr , MD  09:00-12:00, 13:30-17:00 ;PH off; ");

        assertThat(hours.text()).isEqualTo("Mo-Fr,MD 09:00-12:00,13:30-17:00; PH off");
        assertThat(OpeningHours.parse(hours.text())).isEqualTo(hours);
    }

    @Test
    void spansOfADayAreInMinutesAndWrittenAsRead() {
        OpeningHours hours = OpeningHours.parse("Sa-Mo 9:00-12:00,18:00-02:00");

        assertThat(hours.on(LocalDate.of(2026, 3, 8), WorkingCalendar.PLAIN))
                .containsExactly(new Span(540, 720), new Span(1080, 1560))
                .extracting(Span::toString)
                .containsExactly("09:00-12:00", "18:00-02:00");
        assertThat(hours.on(LocalDate.of(2026, 3, 10), WorkingCalendar.PLAIN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | are empty",
                "Mo-Fr | names no times",
                "Mo-Fr 9-17 | no time such as",
                "Mo-Fr 09:00-25:00 | 00:00 to 24:00",
                "Mo-Fr 09:70-10:00 | 00:00 to 24:00",
                "Mo-Fr 09:00-09:00 | begins where it ends",
                "Mo-Fr 09:00-12:00,11:00-13:00 | do not overlap",
                "周一至周五 09:00-17:00 | is no day",
                "Mo-Xx 09:00-17:00 | is no day",
                "Mo-Tu-We 09:00-17:00 | is no day",
                "09:00-17:00 Mo-Fr | the times come last",
                "2026-02-30 off | is no date",
                "2026-02-03/2026-02-01 off | before the first",
                "24:00-25:00 | 00:00 to 24:00"
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> OpeningHours.parse(text))
                .isInstanceOf(HoursException.class)
                .hasMessageContaining(message);
    }

    @Test
    void tooLongATextIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> OpeningHours.parse("Mo off;".repeat(300))).hasMessageContaining("at most");
    }
}
