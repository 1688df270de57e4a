package org.servicemap.insights.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaException;
import org.servicemap.http.Problem;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.governance.DifferenceInDifferences.Counts;
import org.servicemap.insights.governance.DifferenceInDifferences.Estimate;
import org.servicemap.insights.risks.RiskNames;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * The effect of a task: its area's counts before it began and since, against areas of the same level. Whole weeks, so that each time has its
 * weekdays alike. The same is asked of the time before alone, halved: when that shows an effect the areas moved apart already, and the
 * comparison is doubtful. Thread-safe.
 */
final class TaskEffects {
    static final int WEEKS_BEFORE = 8;
    static final int MOST_WEEKS_AFTER = 26;
    private static final int WEEK = 7;
    private static final int HALF = WEEK * WEEKS_BEFORE / 2;

    private final InsightGround ground;
    private final RiskNames names;

    TaskEffects(InsightGround ground) {
        this.ground = ground;
        names = new RiskNames(ground);
    }

    /**
     * What was found.
     *
     * @param daysAfter so many whole days since, 0 while not a week is over
     * @param before of the area itself
     * @param leftOut areas that another task about the same was done in meanwhile
     * @param changed areas that were not there under their code in both times
     * @param check the same estimate of the second half of the time before against its first
     */
    record Effect(
            LocalDate from,
            LocalDate beganOn,
            @Nullable LocalDate to,
            int daysBefore,
            int daysAfter,
            long before,
            long after,
            int leftOut,
            int changed,
            Estimate estimate,
            Estimate check) {}

    /** An area's counts in the two halves before, and after. */
    private record Row(String area, long early, long late, long after) {
        Row plus(Row other) {
            return new Row(area, early + other.early, late + other.late, after + other.after);
        }
    }

    /** The days that are looked at: the first, and the one after the last. */
    record Span(LocalDate from, LocalDate end) {}

    static Span span(GovernanceTask task, LocalDate today) {
        return new Span(task.beginsOn().minusDays(2L * HALF), task.beginsOn().plusDays(daysAfter(task, today)));
    }

    private static int daysAfter(GovernanceTask task, LocalDate today) {
        return WEEK
                * (int) Math.max(0, Math.min(MOST_WEEKS_AFTER, ChronoUnit.DAYS.between(task.beginsOn(), today) / WEEK));
    }

    /** @param today which is not over: the last day looked at is the one before, or that before the task's last day and as many weeks */
    Effect of(GovernanceTask task, int rank, LocalDate today, Collection<GovernanceTask> meanwhile) {
        LocalDate began = task.beginsOn();
        int daysAfter = daysAfter(task, today);
        LocalDate from = span(task, today).from();
        ComparedAreas compared = compared(task, rank, span(task, today), meanwhile);
        List<Row> rows = rows(task, rank, from, began, began.plusDays(daysAfter));
        Row own = rows.stream().filter(row -> task.isOf(row.area())).reduce(new Row(task.area(), 0, 0, 0), Row::plus);
        List<Row> all = rows.stream().filter(row -> !task.isOf(row.area())).toList();
        List<Row> untreated =
                all.stream().filter(row -> !compared.isTreated(row.area())).toList();
        List<Row> others =
                untreated.stream().filter(row -> compared.isSteady(row.area())).toList();
        return new Effect(
                from,
                began,
                daysAfter == 0 ? null : began.plusDays(daysAfter - 1L),
                2 * HALF,
                daysAfter,
                own.early() + own.late(),
                own.after(),
                all.size() - untreated.size(),
                untreated.size() - others.size(),
                DifferenceInDifferences.of(
                        whole(own), others.stream().map(TaskEffects::whole).toList(), 2 * HALF, daysAfter),
                DifferenceInDifferences.of(
                        halves(own), others.stream().map(TaskEffects::halves).toList(), HALF, HALF));
    }

    private ComparedAreas compared(GovernanceTask task, int rank, Span span, Collection<GovernanceTask> meanwhile) {
        return new ComparedAreas(
                ComparedAreas.treated(
                        task,
                        meanwhile,
                        rank,
                        ground.areas().current().snapshot().directory(),
                        names::rankOrNone,
                        ground.categories().get()),
                steady(rank, span));
    }

    /** Null before the first area version, when it is not known which areas there were. */
    private @Nullable Set<String> steady(int rank, Span span) {
        try {
            return ComparedAreas.steady(
                    List.of(
                            ground.areas().on(span.from()).snapshot().directory(),
                            ground.areas()
                                    .on(span.end().minusDays(1))
                                    .snapshot()
                                    .directory()),
                    rank);
        } catch (AreaException | Problem e) {
            return null;
        }
    }

    private static Counts whole(Row row) {
        return new Counts(row.early() + row.late(), row.after());
    }

    private static Counts halves(Row row) {
        return new Counts(row.early(), row.late());
    }

    private List<Row> rows(GovernanceTask task, int rank, LocalDate from, LocalDate began, LocalDate end) {
        EffectMeasure measure = task.measure();
        String day = measure.day();
        FactQuery query = new FactQuery()
                .add("SELECT r.area_" + rank + ", count(*) FILTER (" + day + " < ?),", began.minusDays(HALF))
                .add("count(*) FILTER (" + day + " >= ? AND " + day + " < ?),", began.minusDays(HALF), began)
                .add("count(*) FILTER (" + day + " >= ?) FROM " + measure.from(), began)
                .add("WHERE " + day + " >= ? AND " + day + " < ? AND " + measure.condition(), from, end)
                .add("AND r.sensitive IS NOT TRUE AND r.area_" + rank + " IS NOT NULL");
        String category = task.category();
        if (category != null) {
            query.add("AND").addOneOf("r.category", below(category));
        }
        query.add("GROUP BY 1 ORDER BY 1");
        return new ArrayList<>(query.list(
                ground.facts(), rs -> new Row(rs.getString(1), rs.getLong(2), rs.getLong(3), rs.getLong(4))));
    }

    private List<String> below(String category) {
        CategoryTree tree = ground.categories().get();
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> tree.isWithin(code, category))
                .toList();
    }
}
