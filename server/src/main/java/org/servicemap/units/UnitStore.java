package org.servicemap.units;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.servicemap.areas.AreaDependants;
import org.servicemap.text.LocalText;

/** All SQL of units, categories and hotlines. */
final class UnitStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    UnitTables read(Handle handle) {
        return new UnitTables(
                handle.createQuery("SELECT * FROM units ORDER BY ordinal")
                        .map((rs, ctx) -> unit(rs))
                        .list(),
                handle.createQuery("SELECT * FROM categories ORDER BY ordinal")
                        .map((rs, ctx) -> category(rs))
                        .list(),
                handle.createQuery("SELECT * FROM hotlines ORDER BY ordinal")
                        .map((rs, ctx) -> hotline(rs))
                        .list());
    }

    private static Unit unit(ResultSet rs) throws SQLException {
        return new Unit(
                rs.getString("code"),
                rs.getString("kind"),
                text(rs.getString("name")),
                rs.getString("parent"),
                rs.getString("level"),
                rs.getString("area"),
                rs.getString("overlay"),
                rs.getString("overlay_feature"),
                rs.getString("role"),
                strings(rs.getString("contacts")));
    }

    private static Category category(ResultSet rs) throws SQLException {
        String[] flags = (String[]) rs.getArray("flags").getArray();
        return new Category(
                rs.getString("code"),
                rs.getString("parent"),
                text(rs.getString("name")),
                rs.getString("urgency"),
                rs.getString("publication"),
                Set.copyOf(Arrays.asList(flags)),
                text(rs.getString("keywords")));
    }

    private static Hotline hotline(ResultSet rs) throws SQLException {
        return new Hotline(
                rs.getString("code"),
                rs.getString("number"),
                text(rs.getString("name")),
                text(rs.getString("operator")));
    }

    /** Makes the tables what is given: adds, changes and removes. */
    void replace(Handle handle, UnitTables tables) {
        writeUnits(handle, tables.units());
        writeCategories(handle, tables.categories());
        writeHotlines(handle, tables.hotlines());
        keepOnly(handle, "units", tables.units(), Unit::code);
        keepOnly(handle, "categories", tables.categories(), Category::code);
        keepOnly(handle, "hotlines", tables.hotlines(), Hotline::code);
    }

    private static void writeUnits(Handle handle, List<Unit> units) {
        if (units.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO units (code, ordinal, kind, name, parent, level, area, overlay, overlay_feature, role, contacts)
                VALUES (:code, :ordinal, :kind, CAST(:name AS jsonb), :parent, :level, :area, :overlay, :feature, :role,
                        CAST(:contacts AS jsonb))
                ON CONFLICT (code) DO UPDATE SET (ordinal, kind, name, parent, level, area, overlay, overlay_feature, role,
                    contacts) = (excluded.ordinal, excluded.kind, excluded.name, excluded.parent, excluded.level,
                    excluded.area, excluded.overlay, excluded.overlay_feature, excluded.role, excluded.contacts)
                """);
        int ordinal = 0;
        for (Unit unit : units) {
            batch.bind("code", unit.code())
                    .bind("ordinal", ordinal++)
                    .bind("kind", unit.kind())
                    .bind("name", json(unit.name().byTag()))
                    .bind("parent", unit.parent())
                    .bind("level", unit.level())
                    .bind("area", unit.area())
                    .bind("overlay", unit.overlay())
                    .bind("feature", unit.overlayFeature())
                    .bind("role", unit.role())
                    .bind("contacts", json(unit.contacts()))
                    .add();
        }
        batch.execute();
    }

    private static void writeCategories(Handle handle, List<Category> categories) {
        if (categories.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO categories (code, ordinal, parent, name, urgency, publication, flags, keywords)
                VALUES (:code, :ordinal, :parent, CAST(:name AS jsonb), :urgency, :publication, :flags,
                        CAST(:keywords AS jsonb))
                ON CONFLICT (code) DO UPDATE SET (ordinal, parent, name, urgency, publication, flags, keywords) =
                    (excluded.ordinal, excluded.parent, excluded.name, excluded.urgency, excluded.publication,
                    excluded.flags, excluded.keywords)
                """);
        int ordinal = 0;
        for (Category category : categories) {
            batch.bind("code", category.code())
                    .bind("ordinal", ordinal++)
                    .bind("parent", category.parent())
                    .bind("name", json(category.name().byTag()))
                    .bind("urgency", category.urgency())
                    .bind("publication", category.publication())
                    .bind("keywords", json(category.keywords().byTag()))
                    .bindArray(
                            "flags",
                            String.class,
                            category.flags().stream().sorted().toArray())
                    .add();
        }
        batch.execute();
    }

    private static void writeHotlines(Handle handle, List<Hotline> hotlines) {
        if (hotlines.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO hotlines (code, ordinal, number, name, operator)
                VALUES (:code, :ordinal, :number, CAST(:name AS jsonb), CAST(:operator AS jsonb))
                ON CONFLICT (code) DO UPDATE SET (ordinal, number, name, operator) = (excluded.ordinal, excluded.number,
                    excluded.name, excluded.operator)
                """);
        int ordinal = 0;
        for (Hotline hotline : hotlines) {
            batch.bind("code", hotline.code())
                    .bind("ordinal", ordinal++)
                    .bind("number", hotline.number())
                    .bind("name", json(hotline.name().byTag()))
                    .bind("operator", json(hotline.operator().byTag()))
                    .add();
        }
        batch.execute();
    }

    /** The table's name is one of ours, never input. */
    private static <T> void keepOnly(Handle handle, String table, List<T> values, Function<T, String> code) {
        handle.createUpdate("DELETE FROM " + table + " WHERE NOT code = ANY (:codes)")
                .bindArray("codes", String.class, values.stream().map(code).toArray())
                .execute();
    }

    /** Gives units other areas, all at once: codes may be swapped. */
    void moveAreas(Handle handle, List<AreaDependants.Move> moves) {
        handle.createUpdate("""
                        UPDATE units SET level = m.to_level, area = m.to_code
                        FROM unnest(:levels, :codes, :to_levels, :to_codes) AS m (level, code, to_level, to_code)
                        WHERE units.level = m.level AND units.area = m.code
                        """)
                .bindArray(
                        "levels",
                        String.class,
                        moves.stream().map(move -> move.from().level()).toArray())
                .bindArray(
                        "codes",
                        String.class,
                        moves.stream().map(move -> move.from().code()).toArray())
                .bindArray(
                        "to_levels",
                        String.class,
                        moves.stream().map(move -> move.to().level()).toArray())
                .bindArray(
                        "to_codes",
                        String.class,
                        moves.stream().map(move -> move.to().code()).toArray())
                .execute();
    }

    private static String json(Map<String, String> map) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(map));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LocalText text(String json) {
        return new LocalText(strings(json));
    }

    private static Map<String, String> strings(String json) {
        try {
            return JSON.readValue(json, STRINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no map of texts: " + json, e);
        }
    }
}
