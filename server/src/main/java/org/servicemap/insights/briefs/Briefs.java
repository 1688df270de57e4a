package org.servicemap.insights.briefs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.storage.ChangeLog;
import org.servicemap.text.LocalText;

/**
 * Makes, keeps and checks reports. What is archived is never computed again: a check computes beside it and says where, and why, today's
 * figures would be others. Thread-safe.
 */
final class Briefs {
    private final BriefGround ground;
    private final BriefStore store = new BriefStore();
    private final FormerBriefs former = new FormerBriefs(this::namesOf);

    Briefs(BriefGround ground) {
        this.ground = ground;
    }

    LocalDate today() {
        return LocalDate.ofInstant(ground.clock().instant(), ground.city().get().zone());
    }

    BriefScope scope() {
        return new BriefScope(BriefNames.of(ground));
    }

    private BriefNames namesOf(String version) {
        return new BriefNames(
                ground.areas().version(version).snapshot(),
                ground.units().get(),
                ground.categories().get());
    }

    /** The subject's name; refused when there is none of that code. */
    LocalText nameOf(BriefSubject subject) {
        LocalText name = findName(subject);
        if (name == null) {
            throw ErrorCode.INVALID_FIELD.problem("there is no " + subject.key(), "subject.code");
        }
        return name;
    }

    /** Null when there is none of that code. */
    @Nullable
    LocalText findName(BriefSubject subject) {
        return BriefNames.of(ground).subject(subject, ground.city().get().name());
    }

    /** Makes and archives the report of a period that is over. */
    Brief make(BriefSubject subject, BriefPeriod period, Caller by) {
        if (!period.to().isBefore(today())) {
            throw ErrorCode.INVALID_FIELD.problem("the period ends on " + period.to() + " and is not over yet", "day");
        }
        LocalText name = nameOf(subject);
        return ground.database().inTransaction(handle -> make(handle, subject, name, period, by.account(), by.name()));
    }

    /** In the handle's transaction. */
    Brief make(
            Handle handle,
            BriefSubject subject,
            LocalText name,
            BriefPeriod period,
            @Nullable Long account,
            String maker) {
        Instant readAt = ground.clock().instant();
        BriefMaker.Made made = compute(subject, period);
        String figures = BriefArchive.canonical(made.figures());
        Brief brief = new Brief(
                ground.database().nextId(),
                subject,
                name,
                period,
                1,
                BriefFigures.DEFINITIONS,
                made.asOf(),
                readAt,
                BriefArchive.hash(figures),
                account,
                maker,
                readAt);
        return store.add(handle, brief, figures);
    }

    private BriefMaker.Made compute(BriefSubject subject, BriefPeriod period) {
        BriefMaker maker = new BriefMaker(ground, subject, period);
        return ground.facts().readAsOf(null, maker.untilMonth(), maker::make);
    }

    List<Brief> list(@Nullable String kind, BriefStore.Subjects subjects, int offset, int limit) {
        return ground.database().inSnapshot(handle -> store.list(handle, kind, subjects, offset, limit));
    }

    /**
     * Those that the caller may read.
     *
     * @param asked key of the only one that is asked for; null for all
     */
    BriefStore.Subjects subjects(Caller caller, @Nullable String asked) {
        List<String> own = scope().keys(caller);
        List<FormerBriefs.Read> formerOnes = former.list(caller, asked);
        boolean readable = own == null || asked == null || own.contains(asked);
        return new BriefStore.Subjects(asked == null ? own : readable ? List.of(asked) : List.of(), formerOnes);
    }

    /** What the caller may read; refused otherwise. */
    Brief get(long id, Caller caller) {
        Brief brief = ground.database()
                .inSnapshot(handle -> store.find(handle, id))
                .orElseThrow(() -> BriefRoutes.UNKNOWN_BRIEF.problem("there is no report " + id));
        if (!scope().covers(caller, brief.subject()) && !isOfFormerArea(brief, caller)) {
            scope().require(caller, brief.subject());
        }
        return brief;
    }

    private boolean isOfFormerArea(Brief brief, Caller caller) {
        return !caller.formerAreas().isEmpty()
                && former.cover(
                        caller,
                        brief.subject(),
                        BriefArchive.read(figures(brief)).areaVersion());
    }

    /** Canonical JSON, byte for byte as it was archived. */
    String figures(Brief brief) {
        return ground.database().inSnapshot(handle -> store.figures(handle, brief.id()));
    }

    /**
     * What a computation of today gives beside what is archived, and what one gives of the requests as they were then.
     *
     * @param lost numbers that are not the archived ones though the requests were read as they were at the archived position; none while
     *     these, the units and the rule of the rates are kept. Null: figures meant something else, so that it cannot be made again
     * @param intact whether the archived figures still have their hash
     * @param causes {@code late_changes} (also when counts differ that nothing else explains: what is imported late bears its
     *     source's earlier time, so that it is not among {@code changed}), {@code rates_rule}, {@code areas}, {@code definitions};
     *     {@code other}: units or categories were edited, or hot spots were looked for later
     * @param changed requests to which something happened since, by action and by the time that the event says
     */
    record Checked(
            boolean intact,
            @Nullable List<BriefCheck.Difference> lost,
            List<BriefCheck.Difference> differences,
            List<String> causes,
            Map<String, Long> changed,
            String asOf) {}

    Checked check(Brief brief) {
        String archived = figures(brief);
        BriefMaker maker = new BriefMaker(ground, brief.subject(), brief.period());
        List<BriefCheck.Difference> lost = brief.definitions() == BriefFigures.DEFINITIONS
                ? BriefCheck.numbersBetween(archived, again(brief, archived))
                : null;
        return ground.facts().readAsOf(null, maker.untilMonth(), (connection, at) -> {
            BriefMaker.Made now = maker.make(connection, at);
            Map<String, Long> changed =
                    new TreeMap<>(maker.facts(connection).changedSince(brief.readAt(), brief.period()));
            List<BriefCheck.Difference> differences =
                    BriefCheck.between(archived, BriefArchive.canonical(now.figures()));
            return new Checked(
                    BriefArchive.hash(archived).equals(brief.hash()),
                    lost,
                    differences,
                    causes(brief, differences, changed),
                    changed,
                    now.asOf());
        });
    }

    /** The same report, made of the requests as they were when it was made. */
    private String again(Brief brief, String archived) {
        BriefMaker maker = BriefMaker.again(ground, brief, BriefArchive.read(archived));
        BriefMaker.Made made =
                ground.facts().readAsOf(ChangeLog.Position.parse(brief.asOf()), maker.untilMonth(), maker::make);
        return BriefArchive.canonical(made.figures());
    }

    private static List<String> causes(
            Brief brief, List<BriefCheck.Difference> differences, Map<String, Long> changed) {
        if (differences.isEmpty()) {
            return List.of();
        }
        TreeSet<String> causes = new TreeSet<>();
        if (!changed.isEmpty()) {
            causes.add("late_changes");
        }
        if (brief.definitions() != BriefFigures.DEFINITIONS) {
            causes.add("definitions");
        }
        for (BriefCheck.Difference each : differences) {
            if (each.path().equals("rates_rule")) {
                causes.add("rates_rule");
            } else if (each.path().equals("area_version")) {
                causes.add("areas");
            }
        }
        if (causes.isEmpty()) {
            return differences.stream().anyMatch(Briefs::isOfCounts) ? List.of("late_changes") : List.of("other");
        }
        return List.copyOf(causes);
    }

    /** Overdue are more as time goes by, without any change. */
    private static boolean isOfCounts(BriefCheck.Difference each) {
        return each.path().startsWith("counts/") && !each.path().startsWith("counts/overdue/");
    }

    /** In a transaction of a schedule: the archived report of a period, made when there is none. */
    Brief madeOrMake(Handle handle, BriefSubject subject, LocalText name, BriefPeriod period) {
        return store.newest(handle, subject, period)
                .orElseGet(() -> make(handle, subject, name, period, null, BriefSchedules.MAKER));
    }
}
