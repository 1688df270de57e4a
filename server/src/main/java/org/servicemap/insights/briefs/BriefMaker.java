package org.servicemap.insights.briefs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.City;
import org.servicemap.http.Caller;
import org.servicemap.insights.briefs.BriefFacts.Counts;
import org.servicemap.insights.briefs.BriefFacts.OpenRequest;
import org.servicemap.insights.briefs.BriefFigures.BriefCount;
import org.servicemap.insights.briefs.BriefFigures.BriefOpen;
import org.servicemap.insights.briefs.BriefFigures.BriefPart;
import org.servicemap.insights.briefs.BriefFigures.BriefPoint;
import org.servicemap.insights.briefs.BriefFigures.BriefRateFigures;
import org.servicemap.storage.ChangeLog.Position;
import org.servicemap.text.LocalText;

/** Makes a report's figures from the facts as of one moment. The same facts, names and rules give the same figures. */
final class BriefMaker {
    private static final int TOP = 10;
    private static final int TOP_DISPUTED = 5;
    private static final double SIGNIFICANT = 1.96;

    private final BriefGround ground;
    private final BriefSubject subject;
    private final BriefPeriod period;
    private final BriefNames names;
    private final BriefRates rates;
    private final City city;
    private final List<String> unscanned;

    BriefMaker(BriefGround ground, BriefSubject subject, BriefPeriod period) {
        this(ground, subject, period, BriefNames.of(ground), List.of());
    }

    private BriefMaker(
            BriefGround ground, BriefSubject subject, BriefPeriod period, BriefNames names, List<String> unscanned) {
        this.ground = ground;
        this.subject = subject;
        this.period = period;
        this.names = names;
        this.unscanned = unscanned;
        this.rates = ground.rates().get();
        this.city = ground.city().get();
    }

    /** Makes an archived one again: by its version of the areas, with the nights that had been scanned by then. */
    static BriefMaker again(BriefGround ground, Brief brief, BriefFigures archived) {
        BriefNames names = new BriefNames(
                ground.areas().version(archived.areaVersion()).snapshot(),
                ground.units().get(),
                ground.categories().get());
        List<String> unscanned = archived.unscanned();
        return new BriefMaker(
                ground, brief.subject(), brief.period(), names, unscanned == null ? List.of() : unscanned);
    }

    /** Requests of later months have nothing in the period. */
    int untilMonth() {
        LocalDate last = period.to().plusDays(1);
        return last.getYear() * 100 + last.getMonthValue();
    }

    /** Figures and the position of the change log up to which the facts told. */
    record Made(BriefFigures figures, String asOf) {}

    Made make(Connection connection, Position at) throws SQLException {
        return new Made(figures(facts(connection)), at.toString());
    }

    /** The facts of the subject. */
    BriefFacts facts(Connection connection) {
        return switch (subject.kind()) {
            case BriefSubject.AREA ->
                new BriefFacts(connection, new BriefFacts.Area(names.rank(subject.level()), subject.code()), null);
            case BriefSubject.UNIT -> new BriefFacts(connection, null, below(subject.code()));
            default -> new BriefFacts(connection, null, null);
        };
    }

    private @Nullable List<String> below(String unit) {
        Caller bound = new Caller(null, "", java.util.Set.of(), unit, null, null, false, java.util.Set.of());
        return Scope.units(names.units(), bound);
    }

    private BriefFigures figures(BriefFacts facts) throws SQLException {
        LocalDate first = facts.first();
        boolean before = reaches(first, period.before());
        Map<String, Long> categories = facts.receivedByCategory(period);
        Map<String, Long> categoriesBefore = facts.receivedByCategory(period.before());
        int rank = listedRank();
        BriefPlaces places = new BriefPlaces(names, ground.unitKinds().get(), rates);
        BriefRateFigures rated = BriefRateFigures.of(rates.of(facts.answers(period)));
        BriefSpots.Told spots = new BriefSpots(names, ground.hotSpots()).of(subject, period, unscanned);
        return new BriefFigures(
                rates.rule(),
                names.areas().id(),
                counts(facts, before, reaches(first, period.yearBefore())),
                rated,
                before ? BriefRateFigures.of(rates.of(facts.answers(period.before()))) : null,
                top(categories, before ? categoriesBefore : null, TOP),
                before && period.kind() != BriefKind.DAILY ? risers(categories, categoriesBefore) : List.of(),
                seriesBy(),
                series(facts),
                names.level(rank),
                rank == 0 ? List.of() : places.areas(facts, rank, period, before),
                places.units(facts, period, before, scopeOfUnits()),
                spots.spots(),
                spots.unscanned(),
                open(facts),
                units(top(facts.disputesByUnit(period), null, TOP_DISPUTED)),
                top(facts.disputesByCategory(period), null, TOP_DISPUTED));
    }

    private static boolean reaches(@Nullable LocalDate first, BriefPeriod asked) {
        return first != null && !asked.from().isBefore(first);
    }

    /** Units below the subject's; null for whichever worked there. */
    private @Nullable List<String> scopeOfUnits() {
        return subject.kind().equals(BriefSubject.UNIT) ? below(subject.code()) : null;
    }

    /** The level whose areas are listed: below the subject the first with several areas; of a unit the authoritative one. */
    private int listedRank() {
        if (subject.kind().equals(BriefSubject.UNIT)) {
            return city.authoritativeRank();
        }
        int above = names.rank(subject.level());
        return IntStream.rangeClosed(above + 1, city.levels().size())
                .filter(this::hasSeveral)
                .findFirst()
                .orElse(0);
    }

    private boolean hasSeveral(int rank) {
        var directory = names.areas().directory();
        int above = names.rank(subject.level());
        return IntStream.range(0, directory.size())
                        .filter(each -> directory.level(each) == rank)
                        .filter(each -> above == 0 || names.isWithin(each, above, subject.code()))
                        .limit(2)
                        .count()
                > 1;
    }

    private List<BriefCount> counts(BriefFacts facts, boolean before, boolean yearBefore) throws SQLException {
        Counts now = facts.counts(period);
        Counts then = before ? facts.counts(period.before()) : null;
        Counts year = yearBefore ? facts.counts(period.yearBefore()) : null;
        return List.of(
                count("received", now, then, year, Counts::received),
                count("ended", now, then, year, Counts::ended),
                count("open", now, then, year, Counts::open),
                count("overdue", now, then, year, Counts::overdue),
                count("called_back", now, then, year, Counts::calledBack),
                count("disputed", now, then, year, Counts::disputed));
    }

    private static BriefCount count(
            String code,
            Counts now,
            @Nullable Counts before,
            @Nullable Counts year,
            java.util.function.ToLongFunction<Counts> figure) {
        return new BriefCount(
                code,
                figure.applyAsLong(now),
                before == null ? null : figure.applyAsLong(before),
                year == null ? null : figure.applyAsLong(year));
    }

    private List<BriefPart> top(Map<String, Long> counts, @Nullable Map<String, Long> before, int most) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(each -> new BriefPart(
                        each.getKey(),
                        names.category(each.getKey()),
                        each.getValue(),
                        before == null ? null : before.getOrDefault(each.getKey(), 0L)))
                .toList();
    }

    private List<BriefPart> units(List<BriefPart> parts) {
        return parts.stream()
                .map(each -> new BriefPart(each.code(), names.unit(each.code()), each.n(), each.before()))
                .toList();
    }

    /** Not of single days: a Monday always rises against its Sunday. */
    private List<BriefPart> risers(Map<String, Long> now, Map<String, Long> before) {
        return now.entrySet().stream()
                .map(each -> new BriefPart(
                        each.getKey(),
                        names.category(each.getKey()),
                        each.getValue(),
                        before.getOrDefault(each.getKey(), 0L)))
                .filter(each -> z(each) >= SIGNIFICANT)
                .sorted(Comparator.comparing((BriefPart each) -> -z(each)).thenComparing(BriefPart::code))
                .limit(TOP)
                .toList();
    }

    private double z(BriefPart part) {
        Long before = part.before();
        return z(
                part.n(),
                period.days(),
                before == null ? 0 : before,
                period.before().days());
    }

    /** Difference of the daily means of two Poisson counts over its standard deviation: months are not equally long. Pure. */
    static double z(long n, long days, long before, long daysBefore) {
        if (n + before == 0) {
            return 0;
        }
        double variance = n / Math.pow(days, 2) + before / Math.pow(daysBefore, 2);
        return ((double) n / days - (double) before / daysBefore) / Math.sqrt(variance);
    }

    private String seriesBy() {
        return switch (period.kind()) {
            case DAILY -> "hour";
            case WEEKLY, MONTHLY -> "day";
            case ANNUAL -> "month";
        };
    }

    private List<BriefPoint> series(BriefFacts facts) throws SQLException {
        if (period.kind() == BriefKind.DAILY) {
            Map<String, Long> received =
                    facts.byTime("lpad(CAST(r.received_hour AS VARCHAR), 2, '0')", "r.received_day", period);
            return IntStream.range(0, 24)
                    .mapToObj(hour -> String.format(java.util.Locale.ROOT, "%02d", hour))
                    .map(hour -> new BriefPoint(hour, received.getOrDefault(hour, 0L), null))
                    .toList();
        }
        boolean months = period.kind() == BriefKind.ANNUAL;
        Map<String, Long> received = facts.byTime(part("r.received_day", months), "r.received_day", period);
        Map<String, Long> ended = facts.byTime(part("r.ended_day", months), "r.ended_day", period);
        return period.from()
                .datesUntil(period.to().plusDays(1))
                .map(day -> months ? day.toString().substring(0, 7) : day.toString())
                .distinct()
                .map(each -> new BriefPoint(each, received.getOrDefault(each, 0L), ended.getOrDefault(each, 0L)))
                .toList();
    }

    private static String part(String day, boolean months) {
        return months ? "strftime(" + day + ", '%Y-%m')" : day;
    }

    private List<BriefOpen> open(BriefFacts facts) throws SQLException {
        int rank = city.authoritativeRank();
        List<OpenRequest> found = facts.open(period, rank);
        Map<Long, String> numbers =
                ground.numbers().apply(found.stream().map(OpenRequest::id).toList());
        List<BriefOpen> open = new ArrayList<>();
        for (OpenRequest each : found) {
            String area = each.area();
            open.add(new BriefOpen(
                    numbers.getOrDefault(each.id(), ""),
                    each.receivedOn().toString(),
                    ChronoUnit.DAYS.between(each.receivedOn(), period.to()),
                    named(each.category(), names::category),
                    named(each.unit(), names::unit),
                    area == null ? null : names.area(rank, area),
                    dueOn(each)));
        }
        return open;
    }

    private @Nullable String dueOn(OpenRequest each) {
        return each.deadline() == null
                ? null
                : LocalDate.ofInstant(each.deadline().toInstant(ZoneOffset.UTC), city.zone())
                        .toString();
    }

    private static @Nullable LocalText named(
            @Nullable String code, java.util.function.Function<String, LocalText> name) {
        return code == null ? null : name.apply(code);
    }
}
