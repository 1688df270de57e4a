package org.servicemap.appointments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Geo;
import net.fortuna.ical4j.model.property.Trigger;
import org.junit.jupiter.api.Test;
import org.servicemap.appointments.slots.Quota;
import org.servicemap.geo.LonLat;

/** Held to another program's reading of RFC 5545. */
class CalendarFileTest {
    private static final Instant TEN = Instant.parse("2026-03-03T02:00:00Z");
    private static final String NAME = "清溪市政务服务中心（东城）;二层, 3\\4 号厅\n😀" + "很长的名字".repeat(12);
    private static final String ADDRESS = "Main St. 1; Gate \"B\", \\north\\";

    private static Booking booking(BookingState state) {
        return new Booking(
                7,
                "123456782",
                new byte[0],
                null,
                state,
                "citizen",
                "hall",
                1,
                Quota.PUBLIC,
                List.of("card"),
                TEN,
                TEN.plus(Duration.ofMinutes(30)),
                null,
                0,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null);
    }

    private static String file(BookingState state) {
        CalendarFile.Where where = new CalendarFile.Where(NAME, ADDRESS, new LonLat(116.4, 39.9));
        return CalendarFile.text(booking(state), "booking-7@town", where, TEN.minusSeconds(3600));
    }

    private static VEvent read(String file) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(file));
        calendar.validate();
        return calendar.<VEvent>getComponent("VEVENT").orElseThrow();
    }

    private static String value(VEvent event, String property) {
        return event.<Property>getProperty(property).orElseThrow().getValue();
    }

    @Test
    void anotherProgramReadsWhatWasMeant() throws Exception {
        VEvent event = read(file(BookingState.CONFIRMED));

        assertThat(value(event, "SUMMARY")).startsWith(NAME + " (").endsWith(")");
        assertThat(value(event, "LOCATION")).isEqualTo(NAME + ", " + ADDRESS);
        assertThat(value(event, "UID")).isEqualTo("booking-7@town");
        assertThat(value(event, "STATUS")).isEqualTo("CONFIRMED");
        assertThat(value(event, "DTSTART")).isEqualTo("20260303T020000Z");
        assertThat(value(event, "DTEND")).isEqualTo("20260303T023000Z");
        assertThat(value(event, "DTSTAMP")).isEqualTo("20260303T010000Z");
        assertThat(value(event, "SEQUENCE"))
                .isEqualTo(String.valueOf(TEN.minusSeconds(3600).getEpochSecond() / 60));
        Geo geo = event.<Geo>getProperty("GEO").orElseThrow();
        assertThat(geo.getLatitude()).isEqualByComparingTo("39.9");
        assertThat(geo.getLongitude()).isEqualByComparingTo("116.4");
        VAlarm alarm = event.getAlarms().get(0);
        TemporalAmount before =
                alarm.<Trigger>getProperty("TRIGGER").orElseThrow().getDuration();
        assertThat(TEN.plus(before)).isEqualTo(TEN.minus(Duration.ofHours(2)));
    }

    @Test
    void stateOfTheBookingIsThatOfTheEvent() throws Exception {
        assertThat(value(read(file(BookingState.HELD)), "STATUS")).isEqualTo("TENTATIVE");
        assertThat(value(read(file(BookingState.CANCELLED)), "STATUS")).isEqualTo("CANCELLED");
    }

    @Test
    void linesEndAsTheyMustAndAreAtMostSeventyFiveOctetsOfWholeCharacters() {
        String file = file(BookingState.CONFIRMED);

        assertThat(file)
                .endsWith("END:VCALENDAR\r\n")
                .doesNotContainPattern("[^\r]\n")
                .doesNotContainPattern("\r[^\n]");
        assertThat(file.split("\r\n")).allSatisfy(line -> {
            byte[] octets = line.getBytes(StandardCharsets.UTF_8);
            assertThat(octets.length).isLessThanOrEqualTo(75);
            assertThat(new String(octets, StandardCharsets.UTF_8)).isEqualTo(line); // no half of a surrogate pair
        });
    }
}
