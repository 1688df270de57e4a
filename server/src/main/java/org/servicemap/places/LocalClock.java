package org.servicemap.places;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.places.hours.OpeningHours;
import org.servicemap.places.hours.OpeningTimes;

/** How a city tells the time of day: its zone and its calendar. */
public record LocalClock(ZoneId zone, WorkingCalendar calendar) {

    /** Hours in the city's zone, or in a place's own. */
    OpeningTimes times(OpeningHours hours, @Nullable String ownZone) {
        return new OpeningTimes(hours, ownZone == null ? zone : ZoneId.of(ownZone), calendar);
    }
}
