package org.servicemap.routing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.servicemap.calendars.DayKind;
import org.servicemap.routing.rules.Check;

/**
 * All ways in which time conditions can be true together, as truths over the catalogue's time atoms. Days between the
 * first and last date that rules name are taken one by one; before and after, every day of the year on every day of the
 * week (all occur in 400 years). Any day may be a holiday, a make-up day is a weekend day, and within a day the hours are
 * cut at the rules' hours. Nothing is sampled.
 */
final class TimeClasses {
    private static final int LEAP_YEAR = 2000;

    private final List<Atom> atoms;
    private final Set<DayOfWeek> weekend;
    private final Set<BitSet> classes = new LinkedHashSet<>();
    private final Set<BitSet> dayClasses = new LinkedHashSet<>();
    private final Facts facts = new Facts(0);

    private TimeClasses(List<Atom> atoms, Set<DayOfWeek> weekend) {
        this.atoms = atoms;
        this.weekend = weekend;
    }

    /** Bit i of each class is the truth of atom i of the catalogue. */
    static List<BitSet> of(List<Atom> atoms, Set<DayOfWeek> weekend) {
        TimeClasses all = new TimeClasses(atoms, weekend);
        all.eachDay(all::addDay);
        all.eachMinuteClass();
        return List.copyOf(all.classes);
    }

    private void eachDay(Consumer<Facts> sink) {
        TreeSet<LocalDate> named = new TreeSet<>();
        for (Atom atom : atoms) {
            if (atom.key() instanceof Check.Dates dates) {
                dates.spans().forEach(span -> {
                    if (span.from() != null) {
                        named.add(span.from());
                    }
                    if (span.to() != null) {
                        named.add(span.to());
                    }
                });
            }
        }
        eachGenericDay(LocalDate.MIN, sink);
        if (!named.isEmpty()) {
            eachGenericDay(LocalDate.MAX, sink);
            named.first()
                    .datesUntil(named.last().plusDays(1))
                    .forEach(day -> eachKind(day, MonthDay.from(day), day.getDayOfWeek(), sink));
        }
    }

    private void eachGenericDay(LocalDate date, Consumer<Facts> sink) {
        LocalDate.of(LEAP_YEAR, 1, 1)
                .datesUntil(LocalDate.of(LEAP_YEAR + 1, 1, 1))
                .forEach(day -> {
                    for (DayOfWeek dayOfWeek : DayOfWeek.values()) {
                        eachKind(date, MonthDay.from(day), dayOfWeek, sink);
                    }
                });
    }

    private void eachKind(LocalDate date, MonthDay monthDay, DayOfWeek dayOfWeek, Consumer<Facts> sink) {
        for (DayKind kind : DayKind.values()) {
            boolean needsWeekend = kind == DayKind.WEEKEND || kind == DayKind.MAKE_UP_DAY;
            boolean possible = kind == DayKind.HOLIDAY || needsWeekend == weekend.contains(dayOfWeek);
            if (possible) {
                facts.date = date;
                facts.monthDay = monthDay;
                facts.dayOfWeek = dayOfWeek;
                facts.dayKind = kind;
                sink.accept(facts);
            }
        }
    }

    private void addDay(Facts day) {
        BitSet truths = new BitSet();
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            if (atom.isTime() && !(atom.key() instanceof Check.Hours)) {
                truths.set(i, atom.test().test(day));
            }
        }
        dayClasses.add(truths);
    }

    private void eachMinuteClass() {
        TreeSet<Integer> cuts = new TreeSet<>(Set.of(0));
        for (Atom atom : atoms) {
            if (atom.key() instanceof Check.Hours hours) {
                hours.spans().forEach(span -> {
                    cuts.add(span.from());
                    cuts.add(span.to() % (24 * 60));
                });
            }
        }
        for (BitSet day : dayClasses) {
            for (int cut : cuts) {
                addClass(day, cut);
            }
        }
    }

    private void addClass(BitSet day, int minute) {
        BitSet truths = (BitSet) day.clone();
        facts.minuteOfDay = minute;
        for (int i = 0; i < atoms.size(); i++) {
            if (atoms.get(i).key() instanceof Check.Hours) {
                truths.set(i, atoms.get(i).test().test(facts));
            }
        }
        classes.add(truths);
    }
}
