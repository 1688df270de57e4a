package org.servicemap.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.storage.Database;
import org.servicemap.storage.Ids;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * Requests as everyone may see them. Listed are those whose category publishes points; others are found by number, without
 * point, text and unit, and with days instead of times; sensitive ones are not there at all. Thread-safe.
 */
public final class PublicRequests {
    private static final String POINT = "point";
    private static final String SENSITIVE = "sensitive";
    private static final String COLUMNS = """
            SELECT r.month, r.id, r.number, r.category, r.unit, r.received_at, r.ended_at, r.deadline, r.lon, r.lat, r.area_1, r.area_2,
                r.area_3, r.area_4, r.area_5, r.area_6, coalesce(r.ended_at, r.updated_at) AS changed_at
            """;

    /** What was reviewed of a row. */
    private static final String PUBLISHED = """
            , p.text, p.reply, (SELECT min(f.attachment) FROM published_photos f
                WHERE f.month = %s.month AND f.request_id = %s.id) AS photo
            """;

    private final Database database;
    private final CityNames names;
    private final Supplier<ZoneId> zone;

    /** @param zone of the city */
    PublicRequests(Database database, CityNames names, Supplier<ZoneId> zone) {
        this.database = database;
        this.names = names;
        this.zone = zone;
    }

    /** Whether requests of the category may be spoken of at all. */
    public static boolean isOpenlyNamed(CategoryTree tree, String category) {
        return tree.find(category).isPresent() && !tree.flags(category).contains(SENSITIVE);
    }

    /** Whether requests of the category are listed, with their points. */
    public static boolean publishesPoints(CategoryTree tree, String category) {
        return isOpenlyNamed(tree, category) && tree.publication(category).equals(POINT);
    }

    /** The published ones, the newest first. */
    public List<PublicRequest> list(PublicQuery query) {
        List<String> categories = published(query.categories());
        if (categories.isEmpty()) {
            return List.of();
        }
        return database
                .jdbi()
                .withHandle(handle -> bind(handle.createQuery(sql(query, categories)), query, categories)
                        .map((rs, context) -> read(rs))
                        .list())
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<String> published(@Nullable List<String> wanted) {
        CategoryTree tree = names.units().categories();
        return tree.list().stream()
                .map(Category::code)
                .filter(code -> wanted == null || wanted.contains(code))
                .filter(code -> publishesPoints(tree, code))
                .toList();
    }

    /**
     * Months are named so that only their partitions are read; they are walked backwards by key, no further than the page. What
     * lies before the page is passed over in an index alone, so times are compared by ids, to the millisecond.
     */
    private static String sql(PublicQuery query, List<String> categories) {
        return COLUMNS + PUBLISHED.formatted("r", "r") + """
                FROM (SELECT r.month, r.id FROM requests r
                WHERE r.month BETWEEN :fromMonth AND :untilMonth AND r.id >= :fromId AND r.id < :untilId
                    AND r.sensitive IS NOT TRUE AND
                """
                + (categories.size() == 1 ? "r.category = :category" : "r.category = ANY(:categories)")
                + status(query.closed())
                + (query.changedAfter() == null ? "" : " AND coalesce(r.ended_at, r.updated_at) > :changed")
                + (query.circle() == null ? "" : CIRCLE) + """
                 ORDER BY r.month DESC, r.id DESC LIMIT :limit OFFSET :offset) AS k
                JOIN requests r ON r.month = k.month AND r.id = k.id
                LEFT JOIN published_texts p ON p.month = r.month AND p.request_id = r.id
                ORDER BY r.month DESC, r.id DESC
                """;
    }

    private static final String CIRCLE = """
             AND r.position <@ box(point(:lon - :dx, :lat - :dy), point(:lon + :dx, :lat + :dy))
             AND power((r.lon - :lon) / :dx, 2) + power((r.lat - :lat) / :dy, 2) <= 1
            """;

    private static String status(@Nullable Boolean closed) {
        if (closed == null) {
            return "";
        }
        return closed ? " AND r.ended_at IS NOT NULL" : " AND r.ended_at IS NULL";
    }

    private static Query bind(Query sql, PublicQuery query, List<String> categories) {
        sql.bind("fromMonth", Months.at(query.from()))
                .bind("untilMonth", Months.at(query.until()))
                .bind("fromId", Ids.firstOf(query.from()))
                .bind("untilId", Ids.firstOf(query.until().plusMillis(1)))
                .bind("limit", query.limit())
                .bind("offset", query.offset());
        if (categories.size() == 1) {
            sql.bind("category", categories.get(0));
        } else {
            sql.bindArray("categories", String.class, categories.toArray());
        }
        if (query.changedAfter() != null) {
            sql.bind("changed", SideStore.utc(query.changedAfter()));
        }
        return query.circle() == null ? sql : bind(sql, query.circle());
    }

    private static Query bind(Query sql, PublicQuery.Circle circle) {
        return sql.bind("lon", circle.center().lon())
                .bind("lat", circle.center().lat())
                .bind("dx", circle.halfLon())
                .bind("dy", circle.halfLat());
    }

    /** Those of these numbers that may be spoken of, the newest first. What is no number is not found. */
    public List<PublicRequest> find(List<String> numbers) {
        Set<String> digits = new LinkedHashSet<>();
        Set<Integer> months = new TreeSet<>();
        for (String typed : numbers) {
            RequestNumber.parse(typed).ifPresent(number -> {
                digits.add(number.digits());
                Arrays.stream(Months.around(number.day())).forEach(months::add);
            });
        }
        return digits.isEmpty()
                ? List.of()
                : database.jdbi().withHandle(handle -> find(handle, digits, months)).stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    private List<Optional<PublicRequest>> find(Handle handle, Set<String> numbers, Set<Integer> months) {
        return handle.createQuery(COLUMNS + """
                        %s FROM requests r LEFT JOIN published_texts p ON p.month = r.month AND p.request_id = r.id
                        WHERE r.number = ANY(:numbers) AND r.month = ANY(:months) AND NOT coalesce(r.sensitive, false)
                        ORDER BY r.month DESC, r.id DESC
                        """.formatted(PUBLISHED.formatted("r", "r")))
                .bindArray("numbers", String.class, numbers.toArray())
                .bindArray("months", Integer.class, months.toArray())
                .map((rs, context) -> read(rs))
                .list();
    }

    /** Nothing when it has no category yet, for nobody knows then whether it is sensitive. */
    private Optional<PublicRequest> read(ResultSet rs) throws SQLException {
        CategoryTree tree = names.units().categories();
        String code = rs.getString("category");
        if (code == null || !isOpenlyNamed(tree, code)) {
            return Optional.empty();
        }
        boolean open = publishesPoints(tree, code);
        String unit = rs.getString("unit");
        return Optional.of(new PublicRequest(
                rs.getString("number"),
                tree.find(code).orElseThrow(),
                rs.getObject("ended_at") != null,
                !open || unit == null
                        ? null
                        : Objects.requireNonNull(names.unit(unit)).name(),
                open ? instant(rs, "received_at") : day(instant(rs, "received_at")),
                open ? instant(rs, "changed_at") : day(instant(rs, "changed_at")),
                open ? RequestStore.instant(rs, "deadline") : null,
                open
                        ? names.areas(areas(rs)).stream()
                                .map(CityNames.AreaJson::name)
                                .toList()
                        : List.of(),
                open ? point(rs) : null,
                open ? rs.getString("text") : null,
                open ? rs.getString("reply") : null,
                open ? photo(rs) : null));
    }

    /** Numbers can be tried one after the other: with unit and minute, that would tell what released statistics keep back. */
    private Instant day(Instant instant) {
        return LocalDate.ofInstant(instant, zone.get()).atStartOfDay(zone.get()).toInstant();
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return Objects.requireNonNull(RequestStore.instant(rs, column));
    }

    private static Facts areas(ResultSet rs) throws SQLException {
        Facts.Builder facts = Facts.builder();
        for (int rank = 1; rank <= 6; rank++) {
            facts.set(Field.area(rank), rs.getString("area_" + rank));
        }
        return facts.build();
    }

    private static @Nullable String photo(ResultSet rs) throws SQLException {
        Long photo = rs.getObject("photo", Long.class);
        return photo == null ? null : PublicationRoutes.PHOTOS.formatted(rs.getString("number"), photo);
    }

    private static @Nullable LonLat point(ResultSet rs) throws SQLException {
        Double lon = rs.getObject("lon", Double.class);
        Double lat = rs.getObject("lat", Double.class);
        return lon == null || lat == null ? null : new LonLat(lon, lat);
    }
}
