package org.servicemap.insights.briefs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.TestTown;
import org.servicemap.http.Caller;
import org.servicemap.http.Role;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.facts.EventFact;
import org.servicemap.insights.facts.FactColumn;
import org.servicemap.insights.facts.Facts;
import org.servicemap.insights.facts.RequestFacts;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.templates.Templates;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/** The town of the area tests with rows that a test writes by hand, a clock that stands, and everything that reports stand on. */
final class BriefTown implements RequestFacts, AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Caller ANALYST = new Caller(7L, "analyst", Set.of(Role.ANALYST), null, null, null, false, Set.of());

    final Database database;
    final BriefGround ground;
    final Facts facts;
    Instant now = Instant.parse("2026-03-09T01:00:00Z");

    private final List<Written> written = new ArrayList<>();
    private final Map<Long, Map<FactColumn, Object>> rows = new LinkedHashMap<>();
    private final List<EventFact> events = new ArrayList<>();

    BriefTown(Database database, Path folder) {
        this.database = database;
        Keyset keys = Keyset.openOrCreate(folder.resolve("keys"));
        Clock clock = new Standing();
        facts = new Facts(folder.resolve("facts"), this, new ChangeLog(database), () -> ZONE);
        CategoryTree tree = new CategoryTree(List.of(category("WASTE"), category("NOISE")));
        UnitDirectory units =
                new UnitDirectory(List.of(unit("W", "01", null), unit("E", "02", null), unit("W1", null, "W")));
        ground = new BriefGround(
                database,
                facts,
                TestTown::city,
                new FixedAreas(),
                () -> units,
                () -> Map.of("office", LocalText.of("en", "Office")),
                () -> tree,
                new HotSpots(database, (from, to, resolution) -> List.of(), () -> tree, () -> ZONE, clock),
                OneShare::new,
                ids -> {
                    Map<Long, String> numbers = new LinkedHashMap<>();
                    ids.forEach(id -> numbers.put(id, "N" + id));
                    return numbers;
                },
                new Outbox(database, keys, () -> Templates.of(null, "zh"), clock),
                keys.cipher(),
                "https://city.example",
                clock);
    }

    /** Score = resolution, an interval as wide as nothing; ranked from two callbacks on. */
    private record OneShare() implements BriefRates {
        @Override
        public @Nullable Rates of(List<Answers> answers) {
            long n = answers.stream().mapToLong(Answers::n).sum();
            long solved = answers.stream()
                    .filter(Answers::solved)
                    .mapToLong(Answers::n)
                    .sum();
            double share = (double) solved / Math.max(1, n);
            return n == 0 ? null : new Rates(n, 1, share, 0.5, 100 * share, 100 * share, 100 * share);
        }

        @Override
        public int leastToRank() {
            return 2;
        }

        @Override
        public String rule() {
            return "solved";
        }
    }

    private final class Standing extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static Category category(String code) {
        return new Category(code, null, LocalText.of("en", code), null, "coarse", Set.of());
    }

    private static Unit unit(String code, @Nullable String area, @Nullable String parent) {
        String level = area == null ? null : "district";
        return new Unit(code, "office", LocalText.of("en", code), parent, level, area, null, null, null, Map.of());
    }

    /** A request of a district, received at an instant; it is told of in the change log. */
    void put(long id, String received, String district, String unit, String category, Map<FactColumn, Object> more) {
        Map<FactColumn, Object> row = new EnumMap<>(FactColumn.class);
        row.put(FactColumn.ID, id);
        row.put(FactColumn.MONTH, 202603);
        row.put(FactColumn.VERSION, 1);
        row.put(FactColumn.RECEIVED_AT, utc(received));
        row.put(FactColumn.AREA_1, district);
        row.put(FactColumn.UNIT, unit);
        row.put(FactColumn.CATEGORY, category);
        row.put(FactColumn.STATE, "in_progress");
        row.put(FactColumn.OVERDUE, false);
        row.putAll(more);
        rows.put(id, row);
        tell(id);
    }

    /** What happens to a request changes its row, too. */
    void happens(long id, String at, String action, String unit, Map<FactColumn, Object> change) {
        rows.getOrDefault(id, Map.of()).putAll(change);
        int seq = (int) events.stream().filter(each -> each.request() == id).count() + 1;
        events.add(EventFact.of(id, 202603, seq, Instant.parse(at), ZONE, action, unit));
        tell(id);
    }

    private void tell(long id) {
        long xid = database.inTransaction(handle -> {
            ChangeLog.append(handle, "brief_town", Long.toString(id), "{}");
            return handle.createQuery("SELECT log_xid()::text::bigint")
                    .mapTo(Long.class)
                    .one();
        });
        written.add(new Written(xid, id, Map.copyOf(rows.getOrDefault(id, Map.of())), List.copyOf(events)));
    }

    /** A row and all events after a transaction. */
    private record Written(long xid, long id, Map<FactColumn, Object> row, List<EventFact> events) {}

    static LocalDateTime utc(String instant) {
        return LocalDateTime.ofInstant(Instant.parse(instant), ZoneOffset.UTC);
    }

    @Override
    public List<Long> changedBy(ChangeLog.Change change) {
        return change.topic().equals("brief_town") ? List.of(Long.valueOf(change.key())) : List.of();
    }

    @Override
    public List<Integer> months() {
        return rows.isEmpty() ? List.of() : List.of(202603);
    }

    @Override
    public long count() {
        return rows.size();
    }

    @Override
    public void ofMonth(int month, Consumer<@Nullable Object[]> requests, Consumer<EventFact> happened) {
        ofIds(rows.keySet(), requests, happened);
    }

    @Override
    public void ofIds(Collection<Long> ids, Consumer<@Nullable Object[]> requests, Consumer<EventFact> happened) {
        for (long id : ids) {
            Map<FactColumn, Object> row = rows.get(id);
            if (row != null) {
                requests.accept(values(row));
            }
        }
        events.stream().filter(each -> ids.contains(each.request())).forEach(happened);
    }

    private static @Nullable Object[] values(Map<FactColumn, Object> row) {
        return FactColumn.copied().stream()
                .map(column -> row.get(FactColumn.valueOf(column.toUpperCase(java.util.Locale.ROOT))))
                .toArray();
    }

    @Override
    public void asOf(
            long xid,
            int untilMonth,
            LongConsumer touched,
            Consumer<@Nullable Object[]> requests,
            Consumer<EventFact> happened) {
        Map<Long, Written> last = new LinkedHashMap<>();
        written.stream().filter(each -> each.xid() <= xid).forEach(each -> last.put(each.id(), each));
        written.stream()
                .filter(each -> each.xid() >= xid)
                .map(Written::id)
                .distinct()
                .forEach(id -> {
                    touched.accept(id);
                    Written then = last.get(id);
                    if (then != null) {
                        requests.accept(values(then.row()));
                        then.events().stream()
                                .filter(event -> event.request() == id)
                                .forEach(happened);
                    }
                });
    }

    @Override
    public void close() {
        facts.close();
    }
}
