package org.servicemap.routing;

import java.time.ZoneId;
import java.util.List;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.units.UnitTables;

/**
 * Everything that a catalogue is compiled against.
 *
 * @param languages tags of the languages that decisions are explained in, the city's default first
 */
public record RoutingContext(
        Territory territory,
        UnitTables tables,
        Terms terms,
        WorkingCalendar calendar,
        ZoneId zone,
        List<String> languages) {
    public RoutingContext {
        languages = List.copyOf(languages);
    }
}
