package org.servicemap.areas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.servicemap.text.LocalText;

/**
 * Rows of a table that name one area each, by the ids of level and area: how they follow areas that go, and go back. Of an area that was
 * split a row keeps the largest part. The names of table and columns are the program's own words, never values.
 *
 * @param table with a column {@code id}
 * @param live condition on rows {@code t} that are bound; others keep the area that they were made with
 * @param touched what is set beside the area, as {@code , version = t.version + 1}
 */
public record BoundRows(String table, String level, String code, String live, String touched) {
    /** A row that another area has now. */
    public record Moved(long id, AreaDependants.Move move) {
        public AreaKey from() {
            return move.from();
        }

        public AreaKey to() {
            return move.to();
        }

        /** For people: from where to where, how much of the area that is, and whether they get more than they had. */
        public String words() {
            String way = from().level() + " " + from().code() + " → " + to().code()
                    + String.format(Locale.ROOT, " (%.1f %%)", 100 * move.share());
            return move.isWider()
                    ? way + String.format(Locale.ROOT, ", which is more: %.1f %% of it was theirs", 100 * move.ofNew())
                    : way;
        }
    }

    /** A row as it was. */
    public record Kept(long id, String level, String code) {}

    /** The same rows, of which something else is set beside the area. */
    public BoundRows touching(String other) {
        return new BoundRows(table, level, code, live, other);
    }

    /**
     * What hangs on any of these areas.
     *
     * @param kind of the things, for people
     * @param shownAs SQL: what people call a row {@code t} by
     * @param name SQL: what it is called
     */
    public List<AreaDependants.Dependant> on(
            Handle handle, Set<AreaKey> areas, String kind, String shownAs, String name) {
        return bind(
                        handle.createQuery("SELECT " + shownAs + " AS shown_as, " + name + " AS name, m.* FROM " + table
                                + " t JOIN unnest(:levels, :codes) AS m (level, code) ON t." + level
                                + " = m.level AND t." + code + " = m.code WHERE " + live
                                + " ORDER BY m.level, m.code, t.id"),
                        List.copyOf(areas))
                .map((rs, context) -> new AreaDependants.Dependant(
                        kind,
                        rs.getString("shown_as"),
                        LocalText.of("und", rs.getString("name")),
                        new AreaKey(rs.getString("level"), rs.getString("code"))))
                .list();
    }

    /** The first, and so the largest, part of each area. */
    public static List<AreaDependants.Move> largest(List<AreaDependants.Move> moves) {
        Set<AreaKey> seen = new HashSet<>();
        return moves.stream().filter(move -> seen.add(move.from())).toList();
    }

    /** Lets rows follow; done again it changes nothing, because nothing names the former areas any more. */
    public List<Moved> move(Handle handle, List<AreaDependants.Move> moves) {
        List<AreaDependants.Move> largest = largest(moves);
        return bind(
                        handle.createQuery("UPDATE " + table + " t SET " + level + " = m.to_level, " + code
                                + " = m.to_code" + touched
                                + " FROM unnest(:levels, :codes, :to_levels, :to_codes, :places)"
                                + " AS m (level, code, to_level, to_code, place)"
                                + " WHERE t." + level + " = m.level AND t." + code + " = m.code AND " + live
                                + " RETURNING t.id, m.place"),
                        largest.stream().map(AreaDependants.Move::from).toList())
                .bindArray(
                        "to_levels",
                        String.class,
                        largest.stream().map(m -> m.to().level()).toArray())
                .bindArray(
                        "to_codes",
                        String.class,
                        largest.stream().map(m -> m.to().code()).toArray())
                .bindArray(
                        "places",
                        Integer.class,
                        IntStream.range(0, largest.size()).boxed().toArray())
                .map((rs, context) -> new Moved(rs.getLong("id"), largest.get(rs.getInt("place"))))
                .list();
    }

    /** Binds {@code levels} and {@code codes}, for {@code unnest}. */
    public static <S extends SqlStatement<S>> S bind(S statement, List<AreaKey> areas) {
        return statement
                .bindArray(
                        "levels",
                        String.class,
                        areas.stream().map(AreaKey::level).toArray())
                .bindArray(
                        "codes", String.class, areas.stream().map(AreaKey::code).toArray());
    }

    /** A line for each bound row. */
    public String remember(Handle handle) {
        return String.join(
                "\n",
                handle.createQuery("SELECT t.id || ' ' || t." + level + " || ' ' || t." + code + " FROM " + table
                                + " t WHERE t." + code + " <> '' AND " + live + " ORDER BY t.id")
                        .mapTo(String.class)
                        .list());
    }

    /**
     * Puts rows back that are elsewhere now.
     *
     * @param condition on rows {@code t} beside being bound, as {@code true}
     * @return from where each went back, and to where
     */
    public List<Moved> restore(Handle handle, String kept, String condition) {
        List<Kept> rows = read(kept);
        return handle.createQuery("UPDATE " + table + " t SET " + level + " = k.level, " + code + " = k.code" + touched
                        + " FROM (SELECT b.id, b.level, b.code, was." + level + " AS from_level, was." + code
                        + " AS from_code FROM unnest(:ids, :levels, :codes) AS b (id, level, code) JOIN " + table
                        + " was ON was.id = b.id) AS k WHERE t.id = k.id AND (t." + level + ", t." + code
                        + ") IS DISTINCT FROM (k.level, k.code)"
                        + " AND " + live + " AND " + condition + " RETURNING k.*")
                .bindArray("ids", Long.class, rows.stream().map(Kept::id).toArray())
                .bindArray(
                        "levels", String.class, rows.stream().map(Kept::level).toArray())
                .bindArray("codes", String.class, rows.stream().map(Kept::code).toArray())
                .map((rs, context) -> new Moved(
                        rs.getLong("id"),
                        new AreaDependants.Move(
                                new AreaKey(rs.getString("from_level"), rs.getString("from_code")),
                                new AreaKey(rs.getString("level"), rs.getString("code")),
                                1)))
                .list();
    }

    private static List<Kept> read(String kept) {
        List<Kept> rows = new ArrayList<>();
        kept.lines()
                .map(line -> line.split(" ", 3))
                .forEach(part -> rows.add(new Kept(Long.parseLong(part[0]), part[1], part[2])));
        return rows;
    }
}
