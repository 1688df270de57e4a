package org.servicemap.insights.briefs;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.insights.facts.FactsReached;
import org.servicemap.storage.ChangeLog;
import org.servicemap.units.Unit;

/** What the demo's archive holds from the beginning: the city's last periods, and a month of a district and of a unit. */
final class DemoBriefs {
    private static final int HOUR = 7;
    private static final int MONTHS = 3;
    private static final List<String> READERS = List.of("supervisor@example.org");

    private final BriefGround ground;
    private final Briefs briefs;
    private final BriefScheduleStore schedules;
    private final FactsReached facts;

    DemoBriefs(BriefGround ground, Briefs briefs) {
        this.ground = ground;
        this.briefs = briefs;
        this.schedules = new BriefScheduleStore(ground.cipher());
        this.facts = new FactsReached(ground.facts(), new ChangeLog(ground.database()));
    }

    /** How many; -1 while the facts do not have the year. */
    int create() {
        if (!isFirst()) {
            return 0;
        }
        if (!facts.isReached()) {
            return -1;
        }
        return ground.database().inTransaction(this::create);
    }

    private boolean isFirst() {
        return ground.database().inSnapshot(handle -> schedules.list(handle).isEmpty());
    }

    private int create(Handle handle) {
        handle.createQuery("SELECT pg_advisory_xact_lock(40)::text")
                .mapTo(String.class)
                .findOne();
        if (!schedules.list(handle).isEmpty()) {
            return 0;
        }
        for (BriefKind kind : BriefKind.values()) {
            schedules.add(handle, schedule(kind));
        }
        return city(handle) + parts(handle);
    }

    private BriefSchedule schedule(BriefKind kind) {
        return new BriefSchedule(
                ground.database().nextId(),
                1,
                kind,
                BriefSubject.WHOLE_CITY,
                ground.city().get().defaultLanguage(),
                1,
                HOUR,
                READERS,
                true,
                kind.around(briefs.today()).from().minusDays(1),
                null,
                BriefSchedules.MAKER);
    }

    private int city(Handle handle) {
        int made = 0;
        for (BriefKind kind : BriefKind.values()) {
            BriefPeriod period = kind.around(briefs.today()).before();
            for (int i = 0; i < (kind == BriefKind.MONTHLY ? MONTHS : 1); i++) {
                made += make(handle, BriefSubject.WHOLE_CITY, period);
                period = period.before();
            }
        }
        return made;
    }

    /** Last month of the first district and of the first unit that has an area of the authoritative level. */
    private int parts(Handle handle) {
        LocalDate today = briefs.today();
        BriefPeriod month = BriefKind.MONTHLY.around(today).before();
        BriefNames names = BriefNames.of(ground);
        AreaDirectory areas = names.areas().directory();
        int made = areas.size() == 0
                ? 0
                : make(handle, new BriefSubject(BriefSubject.AREA, names.level(1), areas.code(0)), month);
        String level = names.level(ground.city().get().authoritativeRank());
        String unit = names.units().list().stream()
                .filter(each -> level.equals(each.level()) && each.role() == null)
                .map(Unit::code)
                .findFirst()
                .orElse(null);
        return unit == null ? made : made + make(handle, new BriefSubject(BriefSubject.UNIT, "", unit), month);
    }

    private int make(Handle handle, BriefSubject subject, BriefPeriod period) {
        briefs.madeOrMake(handle, subject, briefs.nameOf(subject), period);
        return 1;
    }
}
