package org.servicemap.calendars;

import java.time.Year;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;

/** The city's working calendar as the database has it. Read once and kept until {@link #refresh}. Thread-safe. */
public final class Calendars {
    /** Topic in the change log. */
    public static final String TOPIC = "calendar";

    private final Database database;
    private final AtomicReference<@Nullable WorkingCalendar> current = new AtomicReference<>();

    public Calendars(Database database) {
        this.database = database;
    }

    /** The calendar in force; {@link WorkingCalendar#PLAIN} when none was given. */
    public WorkingCalendar current() {
        WorkingCalendar calendar = current.get();
        return calendar == null ? refresh() : calendar;
    }

    /** Reads the database again; may be called inside a transaction. */
    public WorkingCalendar refresh() {
        WorkingCalendar calendar = database.inTransaction(Calendars::read);
        current.set(calendar);
        return calendar;
    }

    /** Reads in the handle's transaction, without keeping it. */
    public static WorkingCalendar read(Handle handle) {
        return find(handle).map(CalendarYaml::read).orElse(WorkingCalendar.PLAIN);
    }

    private static Optional<String> find(Handle handle) {
        return handle.createQuery("SELECT yaml FROM working_calendar")
                .mapTo(String.class)
                .findOne();
    }

    /** Puts a calendar in force inside a transaction; {@link #refresh} after it has committed. */
    public void replace(Handle handle, WorkingCalendar calendar) {
        handle.createUpdate("""
                        INSERT INTO working_calendar (id, yaml) VALUES (1, :yaml)
                        ON CONFLICT (id) DO UPDATE SET yaml = excluded.yaml, changed_at = clock_timestamp()
                        """).bind("yaml", CalendarYaml.write(calendar)).execute();
    }

    /**
     * Puts the years of another calendar in place of those in force; all other years, and the weekend, stay. Servers that run
     * take it up by the change log.
     *
     * @param named as {@link WorkingCalendar#withYearsOf(WorkingCalendar, Set)} takes them
     * @return the calendar now in force
     * @throws CalendarException {@code other_weekend} when it was written for another weekend, {@code other_years}
     */
    public WorkingCalendar replaceYears(WorkingCalendar years, Set<Year> named) {
        database.useTransaction(handle -> {
            WorkingCalendar now = read(handle);
            if (!now.weekend().equals(years.weekend())) {
                throw new CalendarException(
                        "other_weekend", 1, 1, "the weekend is not the city's: only its pack can change that");
            }
            replace(handle, now.withYearsOf(years, named));
            ChangeLog.append(handle, TOPIC, "1", "{}");
        });
        return refresh();
    }

    /** Puts a calendar in force. */
    public void replace(WorkingCalendar calendar) {
        database.useTransaction(handle -> replace(handle, calendar));
        refresh();
    }
}
