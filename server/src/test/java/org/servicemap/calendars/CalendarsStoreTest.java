package org.servicemap.calendars;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
}
