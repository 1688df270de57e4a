package org.servicemap.calendars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.storage.OnEveryDatabase;

@OnEveryDatabase
class CalendarsStoreTest {
    private final Database database;

    CalendarsStoreTest(Database database) {
        this.database = database;
    }

    /** The first action on a request after a start asks for it while its own transaction runs. */
    @Test
    void isReadInsideATransactionToo() {
        WorkingCalendar read = database.inTransaction(handle -> new Calendars(database).current());

        assertThat(read).isNotNull();
    }

    @Test
    void aYearComesInAndOtherServersAreTold() {
        Calendars calendars = new Calendars(database);
        WorkingCalendar before = calendars.current();
        ChangeLog changes = new ChangeLog(database);
        ChangeLog.Position end = changes.end();
        try {
            WorkingCalendar now = calendars.replaceYears(CalendarYaml.read("holidays: [2031-05-05]\n"), Set.of());

            assertThat(new Calendars(database).current()).isEqualTo(now);
            assertThat(now.isWorkingDay(LocalDate.parse("2031-05-05"))).isFalse();
            assertThat(changes.after(end, 10))
                    .extracting(ChangeLog.Change::topic)
                    .contains(Calendars.TOPIC);
            assertThatThrownBy(() -> calendars.replaceYears(CalendarYaml.read("weekend: [friday]\n"), Set.of()))
                    .isInstanceOf(CalendarException.class)
                    .hasMessageContaining("weekend");
            assertThatThrownBy(() ->
                            calendars.replaceYears(CalendarYaml.read("holidays: [2031-01-01, 2032-01-01]\n"), Set.of()))
                    .isInstanceOf(CalendarException.class)
                    .hasMessageContaining("2031, 2032");
            assertThat(calendars.current()).isEqualTo(now);
        } finally {
            calendars.replace(before);
        }
    }
}
