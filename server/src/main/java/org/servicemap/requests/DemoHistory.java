package org.servicemap.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.requests.demo.DemoCity;
import org.servicemap.requests.demo.DemoDay;
import org.servicemap.requests.demo.DemoLife;
import org.servicemap.requests.demo.DemoOffice;
import org.servicemap.requests.demo.DemoRhythm;
import org.servicemap.requests.demo.DemoYear;
import org.servicemap.requests.language.DemoTexts;
import org.servicemap.routing.Terms;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.Database;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/**
 * Fills a city with a year of invented requests and their lives. The year is planned once; each day is then loaded in one
 * transaction, so that a stopped or killed run is taken up where it was, also by another server. Thread-safe.
 */
public final class DemoHistory {
    /** Changes that tell of a whole day, the key. */
    static final String TOPIC = "request_history";

    private static final long SEED = 20_210_924;
    private static final int DAYS = 365;
    private static final double PEOPLE_PER_REQUEST = 0.45;
    private static final int ASKED = 6;

    private final Parts parts;
    private final DemoPlan plan = new DemoPlan();
    private volatile @Nullable Ready ready;

    /** Whether it rains on a day of the invented year: then some things are asked for more often. */
    public static boolean rains(DemoRhythm rhythm, LocalDate day) {
        return DemoYear.rains(rhythm, SEED, day);
    }

    /** Everything that it works with. */
    record Parts(
            Database database,
            PublishedAreas areas,
            Routing routing,
            CityRules rules,
            Keyset keys,
            LowConfidence lowConfidence,
            UnitDirectory units,
            Gazetteer gazetteer,
            DemoTexts texts,
            DemoRhythm rhythm,
            Clock clock) {}

    /** The year, once it is planned. */
    private record Ready(DemoYear year, DemoDayLoader loader, long people, Instant until) {}

    DemoHistory(Parts parts) {
        this.parts = parts;
    }

    /** Plans a year that ends now, unless one is planned already; whether it was planned by this call. */
    public boolean plan(long requests) {
        Instant now = parts.clock().instant();
        ZoneId zone = parts.rules().current().zone();
        LocalDate last = LocalDate.ofInstant(now, zone);
        LocalDate first = last.minusDays(DAYS - 1);
        int[] quotas = new DemoYear(city(), SEED, first).quotas(DAYS, requests, shareOver(now, last, zone));
        return parts.database().inTransaction(handle -> {
            boolean empty = plan.lockIfEmpty(handle);
            if (empty) {
                plan.insert(handle, first, quotas, requests, now);
            }
            return empty;
        });
    }

    private static double shareOver(Instant now, LocalDate day, ZoneId zone) {
        long over = now.getEpochSecond() - day.atStartOfDay(zone).toEpochSecond();
        return Math.max(0.001, over / 86_400.0);
    }

    /**
     * Loads days until all are there or it is told to stop.
     *
     * @return requests loaded by this call
     */
    public long load(BooleanSupplier stop) {
        long loaded = 0;
        while (!stop.getAsBoolean()) {
            int day = loadDay();
            if (day < 0) {
                return loaded;
            }
            loaded += day;
        }
        return loaded;
    }

    /** Loads one day; its requests, or -1 when there is none left. */
    int loadDay() {
        Ready now = ready();
        if (now == null) {
            return -1;
        }
        // a handle of its own: what is read on the way (calendar, catalogue) is read outside the day's transaction
        try (Handle handle = parts.database().jdbi().open()) {
            return handle.inTransaction(transaction -> loadDay(transaction, now));
        }
    }

    private int loadDay(Handle handle, Ready now) {
        DemoPlan.Day day = plan.lockNext(handle).orElse(null);
        if (day == null) {
            return -1;
        }
        // what a crash of the machine takes back, it takes back together with the day's mark
        handle.execute("SET LOCAL synchronous_commit = off");
        var filings = new DemoDay(now.year(), day.day(), now.people(), now.until()).requests(day.requests());
        now.loader().load(handle, day.day(), filings);
        plan.loaded(handle, day.day());
        ChangeLog.append(handle, TOPIC, day.day().toString(), "{}");
        return day.requests();
    }

    private @Nullable Ready ready() {
        if (ready == null) {
            parts.database().jdbi().withHandle(plan::newest).ifPresent(day -> ready = prepared(day));
        }
        return ready;
    }

    private Ready prepared(DemoPlan.Day plan) {
        Months months = new Months(parts.database());
        for (LocalDate day = plan.first(); !day.isAfter(plan.day()); day = day.plusDays(1)) {
            for (int month : Months.around(day)) {
                months.ensure(month);
            }
        }
        DemoYear year = new DemoYear(city(), SEED, plan.first());
        UnitTree tree = new UnitTree(parts.units());
        DemoOffice office = new DemoOffice(SEED, parts.rhythm(), neighbours(tree));
        DemoLife life = new DemoLife(parts.rules().lifecycle(), office, plan.until());
        long people = Math.round(plan.total() * PEOPLE_PER_REQUEST);
        return new Ready(year, new DemoDayLoader(parts, life, SEED), people, plan.until());
    }

    /** Units that stand beside a unit, or above it where none does. */
    private java.util.function.Function<String, List<String>> neighbours(UnitTree tree) {
        Map<String, List<String>> children = new java.util.HashMap<>();
        for (Unit unit : parts.units().list()) {
            if (unit.parent() != null) {
                children.computeIfAbsent(unit.parent(), key -> new ArrayList<>())
                        .add(unit.code());
            }
        }
        return code -> {
            String above = tree.parent(code);
            List<String> beside = above == null ? List.of() : children.getOrDefault(above, List.of());
            List<String> near = new ArrayList<>(beside.size() > ASKED ? around(beside, code) : beside);
            near.remove(code);
            return near.isEmpty() && above != null ? List.of(above) : near;
        };
    }

    private static List<String> around(List<String> beside, String code) {
        int from = Math.max(0, Math.min(beside.indexOf(code) - ASKED / 2, beside.size() - ASKED));
        return beside.subList(from, from + ASKED);
    }

    private DemoCity city() {
        CityRules.View rules = parts.rules().current();
        Terms terms = rules.terms();
        String language = rules.city().defaultLanguage();
        var areas = parts.areas().current().snapshot().directory();
        return new DemoCity(
                rules.zone(),
                DemoPlaces.of(parts.gazetteer().content(), areas, language),
                categories(),
                terms.channels().keySet(),
                new TreeSet<>(terms.requestKinds().keySet()),
                parts.routing().hotlines(),
                language,
                parts.texts(),
                parts.rhythm());
    }

    private List<DemoCity.DemoCategory> categories() {
        CategoryTree tree = parts.routing().tree();
        List<DemoCity.DemoCategory> categories = new ArrayList<>();
        for (Category leaf : tree.leaves()) {
            List<String> lineage = new ArrayList<>(
                    tree.lineage(leaf.code()).stream().map(Category::code).toList());
            if (!lineage.get(0).equals(leaf.code())) {
                java.util.Collections.reverse(lineage);
            }
            categories.add(new DemoCity.DemoCategory(
                    leaf.code(), lineage, tree.flags(leaf.code()).contains("anonymous_allowed")));
        }
        return categories;
    }
}
