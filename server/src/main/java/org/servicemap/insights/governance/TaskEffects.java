package org.servicemap.insights.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.insights.governance.DifferenceInDifferences.Counts;
import org.servicemap.insights.governance.DifferenceInDifferences.Estimate;
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

    TaskEffects(InsightGround ground) {
        this.ground = ground;
    }

    /**
     * What was found.
     *
     * @param daysAfter so many whole days since, 0 while not a week is over
     * @param before of the area itself
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
            Estimate estimate,
            Estimate check) {}

    /** An area's counts in the two halves before, and after. */
    private record Row(String area, long early, long late, long after) {
        Row plus(Row other) {
            return new Row(area, early + other.early, late + other.late, after + other.after);
        }
    }

    /** @param today which is not over: the last day looked at is the one before, or that before the task's last day and as many weeks */
    Effect of(GovernanceTask task, int rank, LocalDate today) {
        LocalDate began = task.beginsOn();
        int weeks = (int) Math.max(0, Math.min(MOST_WEEKS_AFTER, ChronoUnit.DAYS.between(began, today) / WEEK));
        int daysAfter = WEEK * weeks;
        LocalDate from = began.minusDays(2L * HALF);
        List<Row> rows = rows(task, rank, from, began, began.plusDays(daysAfter));
        Row own = rows.stream().filter(row -> task.isOf(row.area())).reduce(new Row(task.area(), 0, 0, 0), Row::plus);
        List<Row> others = rows.stream().filter(row -> !task.isOf(row.area())).toList();
        return new Effect(
                from,
                began,
                daysAfter == 0 ? null : began.plusDays(daysAfter - 1L),
                2 * HALF,
                daysAfter,
                own.early() + own.late(),
                own.after(),
                DifferenceInDifferences.of(
                        whole(own), others.stream().map(TaskEffects::whole).toList(), 2 * HALF, daysAfter),
                DifferenceInDifferences.of(
                        halves(own), others.stream().map(TaskEffects::halves).toList(), HALF, HALF));
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
