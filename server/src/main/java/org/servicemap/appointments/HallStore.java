package org.servicemap.appointments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.appointments.Schedule.Change;
import org.servicemap.appointments.Schedule.Counter;
import org.servicemap.appointments.slots.Capacity;
import org.servicemap.appointments.slots.DayChange;
import org.servicemap.appointments.slots.Hours;
import org.servicemap.appointments.slots.Template;
import org.servicemap.text.LocalText;

/** All SQL of halls, queues, counters, templates and exceptions. */
final class HallStore {
    private static final String SELECT = """
            SELECT place, zone, lead_minutes, horizon_days, hold_minutes, open_per_person, no_shows, holds_per_caller,
                   proof_bits, bookable, planned_until, version
            FROM halls
            """;

    Map<String, Hall> all(Handle handle) {
        Map<String, List<Hall.Queue>> queues = queues(handle);
        Map<String, Hall> halls = new HashMap<>();
        handle.createQuery(SELECT)
                .map((rs, context) -> hall(rs, queues))
                .forEach(hall -> halls.put(hall.place(), hall));
        return halls;
    }

    private static Hall hall(ResultSet rs, Map<String, List<Hall.Queue>> queues) throws SQLException {
        HallSettings settings = new HallSettings(
                rs.getString("zone"),
                rs.getInt("lead_minutes"),
                rs.getInt("horizon_days"),
                rs.getInt("hold_minutes"),
                rs.getInt("open_per_person"),
                rs.getInt("no_shows"),
                rs.getInt("holds_per_caller"),
                rs.getInt("proof_bits"),
                rs.getBoolean("bookable"));
        String place = rs.getString("place");
        return new Hall(
                place,
                settings,
                rs.getObject("planned_until", LocalDate.class),
                rs.getInt("version"),
                queues.getOrDefault(place, List.of()));
    }

    private static Map<String, List<Hall.Queue>> queues(Handle handle) {
        Map<Long, Map<String, Hall.Served>> matters = new HashMap<>();
        handle.createQuery("SELECT queue, matter, slots, city_wide FROM queue_matters")
                .map((rs, context) -> matters.computeIfAbsent(rs.getLong("queue"), key -> new HashMap<>())
                        .put(rs.getString("matter"), new Hall.Served(rs.getInt("slots"), rs.getBoolean("city_wide"))))
                .list();
        Map<String, List<Hall.Queue>> queues = new HashMap<>();
        handle.createQuery("SELECT id, hall, code, name::text AS name, letter FROM hall_queues ORDER BY hall, letter")
                .map((rs, context) -> queues.computeIfAbsent(rs.getString("hall"), key -> new ArrayList<>())
                        .add(new Hall.Queue(
                                rs.getLong("id"),
                                rs.getString("code"),
                                Texts.read(rs.getString("name")),
                                rs.getString("letter"),
                                matters.getOrDefault(rs.getLong("id"), Map.of()))))
                .list();
        return queues;
    }

    /** Who changes a hall's schedule waits here for whoever is at it; bookings do not. */
    Optional<Integer> lock(Handle handle, String place) {
        return handle.createQuery("SELECT version FROM halls WHERE place = :place FOR NO KEY UPDATE")
                .bind("place", place)
                .mapTo(Integer.class)
                .findOne();
    }

    /** Makes the hall or changes its settings. */
    void save(Handle handle, String place, HallSettings settings, String by) {
        handle.createUpdate("""
                        INSERT INTO halls (place, zone, lead_minutes, horizon_days, hold_minutes, open_per_person, no_shows,
                            holds_per_caller, proof_bits, bookable, changed_by)
                        VALUES (:place, :zone, :lead, :horizon, :hold, :open, :noShows, :holds, :proof, :bookable, :by)
                        ON CONFLICT (place) DO UPDATE SET (zone, lead_minutes, horizon_days, hold_minutes, open_per_person,
                            no_shows, holds_per_caller, proof_bits, bookable, changed_by, changed_at, version)
                          = (excluded.zone, excluded.lead_minutes, excluded.horizon_days, excluded.hold_minutes,
                            excluded.open_per_person, excluded.no_shows, excluded.holds_per_caller, excluded.proof_bits,
                            excluded.bookable, excluded.changed_by, clock_timestamp(), halls.version + 1)
                        """)
                .bind("place", place)
                .bind("zone", settings.zone())
                .bind("lead", settings.leadMinutes())
                .bind("horizon", settings.horizonDays())
                .bind("hold", settings.holdMinutes())
                .bind("open", settings.openPerPerson())
                .bind("noShows", settings.noShows())
                .bind("holds", settings.holdsPerCaller())
                .bind("proof", settings.proofBits())
                .bind("bookable", settings.bookable())
                .bind("by", by)
                .execute();
    }

    /** The first slots are made with the calendar in force. */
    void plannedUntil(Handle handle, String place, LocalDate day) {
        handle.execute("""
                UPDATE halls SET planned_until = ?, calendar_at =
                    CASE WHEN planned_until IS NULL THEN (SELECT changed_at FROM working_calendar) ELSE calendar_at END
                WHERE place = ?
                """, day, place);
    }

    /** The calendar of that moment; null when there was none. */
    private static void calendarAt(Handle handle, String place, @Nullable Instant at) {
        handle.createUpdate("UPDATE halls SET calendar_at = :at WHERE place = :place")
                .bind("at", at == null ? null : BookingStore.utc(at))
                .bind("place", place)
                .execute();
    }

    /** When the working calendar in force was put there. */
    @Nullable
    Instant calendarChanged(Handle handle) {
        return handle.createQuery("SELECT changed_at FROM working_calendar")
                .map((rs, context) -> BookingStore.instant(rs, "changed_at"))
                .findOne()
                .orElse(null);
    }

    /** All slots have been made again with the calendar of that moment; of a withdrawn place as with an empty schedule. */
    void planned(Handle handle, String place, boolean withdrawn, @Nullable Instant calendar) {
        calendarAt(handle, place, calendar);
        handle.execute(
                "UPDATE halls SET closed_at = CASE WHEN ? THEN clock_timestamp() END WHERE place = ?",
                withdrawn,
                place);
    }

    /** Halls that were planned as those of withdrawn places. */
    Set<String> closed(Handle handle) {
        return handle.createQuery("SELECT place FROM halls WHERE closed_at IS NOT NULL")
                .mapTo(String.class)
                .set();
    }

    /** Halls whose slots were made with another working calendar than the one in force. */
    List<String> withOtherCalendar(Handle handle) {
        return handle.createQuery("""
                        SELECT place FROM halls WHERE planned_until IS NOT NULL
                          AND calendar_at IS DISTINCT FROM (SELECT changed_at FROM working_calendar) ORDER BY place
                        """).mapTo(String.class).list();
    }

    void insertQueue(Handle handle, String place, Hall.Queue queue) {
        handle.createUpdate("""
                        INSERT INTO hall_queues (id, hall, code, name, letter)
                        VALUES (:id, :hall, :code, CAST(:name AS jsonb), :letter)
                        """)
                .bind("id", queue.id())
                .bind("hall", place)
                .bind("code", queue.code())
                .bind("name", Texts.json(queue.name()))
                .bind("letter", queue.letter())
                .execute();
        insertMatters(handle, queue);
    }

    void updateQueue(Handle handle, Hall.Queue queue) {
        handle.createUpdate("UPDATE hall_queues SET name = CAST(:name AS jsonb), letter = :letter WHERE id = :id")
                .bind("id", queue.id())
                .bind("name", Texts.json(queue.name()))
                .bind("letter", queue.letter())
                .execute();
        handle.execute("DELETE FROM queue_matters WHERE queue = ?", queue.id());
        insertMatters(handle, queue);
    }

    private static void insertMatters(Handle handle, Hall.Queue queue) {
        queue.matters()
                .forEach((matter, served) -> handle.execute(
                        "INSERT INTO queue_matters (queue, matter, slots, city_wide) VALUES (?, ?, ?, ?)",
                        queue.id(),
                        matter,
                        served.slots(),
                        served.cityWide()));
    }

    /** Only a queue that never had a slot. */
    void deleteQueue(Handle handle, long queue) {
        handle.execute("DELETE FROM hall_queues WHERE id = ?", queue);
    }

    boolean hasSlots(Handle handle, long queue) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM slots WHERE queue = :queue)")
                .bind("queue", queue)
                .mapTo(Boolean.class)
                .one();
    }

    int kioskSeries(Handle handle, String place) {
        return handle.createQuery("SELECT kiosk_series FROM halls WHERE place = :place")
                .bind("place", place)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    void endKioskPasses(Handle handle, String place) {
        handle.execute("UPDATE halls SET kiosk_series = kiosk_series + 1 WHERE place = ?", place);
    }

    List<Counter> counters(Handle handle, String place) {
        return handle.createQuery(
                        "SELECT number, name::text AS name, queues FROM hall_counters WHERE hall = :hall ORDER BY number")
                .bind("hall", place)
                .map((rs, context) ->
                        new Counter(rs.getInt("number"), Texts.read(rs.getString("name")), List.of((Long[])
                                rs.getArray("queues").getArray())))
                .list();
    }

    void replaceCounters(Handle handle, String place, List<Counter> counters) {
        handle.execute("DELETE FROM hall_counters WHERE hall = ?", place);
        for (Counter counter : counters) {
            handle.createUpdate("""
                            INSERT INTO hall_counters (hall, number, name, queues)
                            VALUES (:hall, :number, CAST(:name AS jsonb), :queues)
                            """)
                    .bind("hall", place)
                    .bind("number", counter.number())
                    .bind("name", Texts.json(counter.name()))
                    .bindArray("queues", Long.class, counter.queues().toArray())
                    .execute();
        }
    }

    /** Templates by queue. */
    Map<Long, List<Template>> templates(Handle handle, String place) {
        Map<Long, List<Template>> templates = new HashMap<>();
        handle.createQuery("""
                        SELECT t.* FROM slot_templates t JOIN hall_queues q ON q.id = t.queue
                        WHERE q.hall = :hall ORDER BY t.id
                        """)
                .bind("hall", place)
                .map((rs, context) -> templates
                        .computeIfAbsent(rs.getLong("queue"), key -> new ArrayList<>())
                        .add(template(rs)))
                .list();
        return templates;
    }

    private static Template template(ResultSet rs) throws SQLException {
        return new Template(
                rs.getLong("id"),
                rs.getObject("valid_from", LocalDate.class),
                rs.getObject("valid_to", LocalDate.class),
                days((String[]) rs.getArray("weekdays").getArray()),
                rs.getBoolean("make_up_days"),
                rs.getBoolean("holidays"),
                hours(rs));
    }

    private static Set<DayOfWeek> days(String[] words) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream(words).forEach(word -> days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT))));
        return days;
    }

    private static Hours hours(ResultSet rs) throws SQLException {
        return new Hours(
                rs.getInt("from_minute"),
                rs.getInt("to_minute"),
                rs.getInt("slot_minutes"),
                new Capacity(
                        rs.getInt("public_capacity"), rs.getInt("internal_capacity"), rs.getInt("walk_in_capacity")));
    }

    void replaceTemplates(Handle handle, long queue, List<Template> templates) {
        handle.execute("DELETE FROM slot_templates WHERE queue = ?", queue);
        for (Template template : templates) {
            Object[] weekdays = template.weekdays().stream()
                    .sorted()
                    .map(day -> day.name().toLowerCase(Locale.ROOT))
                    .toArray();
            Hours hours = template.hours();
            handle.createUpdate("""
                            INSERT INTO slot_templates (id, queue, valid_from, valid_to, weekdays, make_up_days, holidays,
                                from_minute, to_minute, slot_minutes, public_capacity, internal_capacity, walk_in_capacity)
                            VALUES (:id, :queue, :validFrom, :validTo, :weekdays, :makeUp, :holidays, :from, :to, :slot,
                                :public, :internal, :walkIn)
                            """)
                    .bind("id", template.id())
                    .bind("queue", queue)
                    .bind("validFrom", template.validFrom())
                    .bind("validTo", template.validTo())
                    .bindArray("weekdays", String.class, weekdays)
                    .bind("makeUp", template.makeUpDays())
                    .bind("holidays", template.holidays())
                    .bind("from", hours.from())
                    .bind("to", hours.to())
                    .bind("slot", hours.slotMinutes())
                    .bind("public", hours.capacity().forPublic())
                    .bind("internal", hours.capacity().internal())
                    .bind("walkIn", hours.capacity().walkIn())
                    .execute();
        }
    }

    List<Change> changes(Handle handle, String place) {
        return handle.createQuery(
                        "SELECT *, reason::text AS reason_text FROM slot_exceptions WHERE hall = :hall ORDER BY id")
                .bind("hall", place)
                .map((rs, context) -> new Change(
                        nullableLong(rs, "queue"),
                        new DayChange(
                                rs.getLong("id"),
                                rs.getObject("first_day", LocalDate.class),
                                rs.getObject("last_day", LocalDate.class),
                                rs.getBoolean("closed"),
                                hours(rs)),
                        Texts.read(rs.getString("reason_text"))))
                .list();
    }

    private static @Nullable Long nullableLong(ResultSet rs, String column) throws SQLException {
        long value = rs.getLong(column);
        return rs.wasNull() ? null : value;
    }

    void replaceChanges(Handle handle, String place, List<Change> changes) {
        handle.execute("DELETE FROM slot_exceptions WHERE hall = ?", place);
        for (Change change : changes) {
            DayChange day = change.day();
            LocalText reason = change.reason();
            handle.createUpdate("""
                            INSERT INTO slot_exceptions (id, hall, queue, first_day, last_day, closed, from_minute, to_minute,
                                slot_minutes, public_capacity, internal_capacity, walk_in_capacity, reason)
                            VALUES (:id, :hall, :queue, :first, :last, :closed, :from, :to, :slot, :public, :internal,
                                :walkIn, CAST(:reason AS jsonb))
                            """)
                    .bind("id", day.id())
                    .bind("hall", place)
                    .bind("queue", change.queue())
                    .bind("first", day.firstDay())
                    .bind("last", day.lastDay())
                    .bind("closed", day.closed())
                    .bind("from", day.hours().from())
                    .bind("to", day.hours().to())
                    .bind("slot", day.hours().slotMinutes())
                    .bind("public", day.hours().capacity().forPublic())
                    .bind("internal", day.hours().capacity().internal())
                    .bind("walkIn", day.hours().capacity().walkIn())
                    .bind("reason", Texts.json(reason))
                    .execute();
        }
    }
}
