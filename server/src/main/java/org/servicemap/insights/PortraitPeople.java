package org.servicemap.insights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * How many people stand behind the parts of a portrait, counted up to {@value PortraitRoutes#LEAST} of each as released statistics do: who
 * said nothing of themselves is one unknown person for each place (all levels of area that are known) of a top category. Immutable.
 */
final class PortraitPeople {
    private final Map<String, Set<Person>> sets = new HashMap<>();

    private PortraitPeople() {}

    /** Somebody, or the unknown of a place and top category. */
    private record Person(long petitioner, String place, String top) {}

    /** As many of a category and hour as must be told apart: more are not read. */
    private record Row(boolean now, String category, int hour, Person person) {}

    /** @param measure those whom it looks at */
    static PortraitPeople of(
            InsightCounts counts, CategoryTree tree, Measure measure, InsightPeriod period, InsightFilter filter) {
        PortraitPeople people = new PortraitPeople();
        for (Row row : rows(counts, tree, measure, period, filter)) {
            if (row.now()) {
                people.add("", row.person());
                people.add("category " + second(tree, row.category()), row.person());
                people.add("hour " + row.hour(), row.person());
            } else {
                people.add("before", row.person());
            }
        }
        return people;
    }

    private static List<Row> rows(
            InsightCounts counts, CategoryTree tree, Measure measure, InsightPeriod period, InsightFilter filter) {
        InsightFilter.Sql where = filter.sql();
        String sql = "SELECT now, category, hour, petitioner, place FROM (SELECT DISTINCT " + measure.day()
                + " >= ? AS now, coalesce(r.category, '') AS category, coalesce(r.received_hour, -1) AS hour,"
                + " coalesce(r.petitioner, 0) AS petitioner, CASE WHEN r.petitioner IS NULL THEN " + place()
                + " ELSE '' END AS place FROM " + measure.from() + " WHERE " + measure.day() + " BETWEEN ? AND ?"
                + measure.condition() + " AND " + where.condition()
                + ") QUALIFY row_number() OVER (PARTITION BY now, category, hour) <= " + PortraitRoutes.LEAST;
        List<Object> values = new ArrayList<>(List.of(period.from(), period.fromBefore(), period.to()));
        values.addAll(where.values());
        return counts.rows(
                sql,
                values,
                rs -> new Row(
                        rs.getBoolean(1),
                        rs.getString(2),
                        rs.getInt(3),
                        person(tree, rs.getString(2), rs.getLong(4), rs.getString(5))));
    }

    /** SQL: the areas of all levels; never empty. */
    private static String place() {
        StringBuilder sql = new StringBuilder("concat_ws('|'");
        for (int rank = 1; rank <= 6; rank++) {
            sql.append(", coalesce(r.area_").append(rank).append(", '')");
        }
        return sql.append(')').toString();
    }

    private static Person person(CategoryTree tree, String category, long petitioner, String place) {
        return new Person(petitioner, place, place.isEmpty() ? "" : last(tree.lineage(category), category, 1));
    }

    /** The category below the top one, by which portraits are told. */
    static String second(CategoryTree tree, String category) {
        return last(tree.lineage(category), category, 2);
    }

    private static String last(List<Category> lineage, String category, int fromTop) {
        return lineage.isEmpty()
                ? category
                : lineage.get(Math.max(0, lineage.size() - fromTop)).code();
    }

    private void add(String key, Person person) {
        Set<Person> set = sets.computeIfAbsent(key, any -> new HashSet<>());
        if (set.size() < PortraitRoutes.LEAST) {
            set.add(person);
        }
    }

    private boolean areEnough(String key) {
        Set<Person> set = sets.get(key);
        return set != null && set.size() >= PortraitRoutes.LEAST;
    }

    private boolean areEnoughTogether(Stream<String> keys) {
        Set<Person> together = new HashSet<>();
        keys.forEach(key -> together.addAll(sets.getOrDefault(key, Set.of())));
        return together.size() >= PortraitRoutes.LEAST;
    }

    boolean areEnough() {
        return areEnough("");
    }

    boolean areEnoughBefore() {
        return areEnough("before");
    }

    boolean areEnoughOfCategory(String second) {
        return areEnough("category " + second);
    }

    boolean areEnoughAtHour(String hour) {
        return areEnough("hour " + hour);
    }

    /** Of what is withheld together: it can be told from the whole and what is shown. */
    boolean areEnoughOfCategories(Set<String> seconds) {
        return areEnoughTogether(seconds.stream().map(each -> "category " + each));
    }

    boolean areEnoughAtHours(Set<String> hours) {
        return areEnoughTogether(hours.stream().map(each -> "hour " + each));
    }
}
