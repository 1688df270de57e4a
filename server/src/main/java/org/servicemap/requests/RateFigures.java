package org.servicemap.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.requests.rates.Ranking;
import org.servicemap.requests.rates.RateRules;
import org.servicemap.requests.rates.Tally;
import org.servicemap.storage.Database;
import org.servicemap.units.Unit;

/**
 * The three rates of units and areas, and the requests behind them, as far as the caller may look: whoever is bound to a unit
 * sees that unit and those below it, with their places among all of the city. Thread-safe.
 */
final class RateFigures {
    private final Database database;
    private final RateStore store;
    private final CityNames names;

    RateFigures(Database database, RateStore store, CityNames names) {
        this.database = database;
        this.store = store;
        this.names = names;
    }

    /** Units of a kind (null: of all), below one (null: anywhere). */
    List<Ranking.Place> byUnit(
            Caller caller,
            @Nullable String kind,
            @Nullable String within,
            RateFilter filter,
            RatePeriods.Period period,
            RateRules rules) {
        UnitTree tree = names.tree();
        List<Ranking.Row> rows = database.inSnapshot(handle -> {
            Map<String, Tally> now = withAncestors(store.byUnit(handle, filter, period.window(), rules), tree);
            Map<String, Tally> before = withAncestors(store.byUnit(handle, filter, period.before(), rules), tree);
            return rows(kind, within, tree, now, before);
        });
        return Ranking.of(rows, rules).stream()
                .filter(place ->
                        caller.unit() == null || tree.isWithin(place.row().code(), caller.unit()))
                .toList();
    }

    private List<Ranking.Row> rows(
            @Nullable String kind,
            @Nullable String within,
            UnitTree tree,
            Map<String, Tally> now,
            Map<String, Tally> before) {
        List<Ranking.Row> rows = new ArrayList<>();
        for (Unit unit : names.units().directory().list()) {
            boolean asked = kind == null || unit.kind().equals(kind);
            if (asked && (within == null || tree.isWithin(unit.code(), within))) {
                rows.add(new Ranking.Row(
                        unit.code(),
                        unit.name(),
                        unit.kind(),
                        now.getOrDefault(unit.code(), Tally.NONE),
                        before.getOrDefault(unit.code(), Tally.NONE)));
            }
        }
        return rows;
    }

    /** A unit's figures are its own and those of all units below it. */
    private static Map<String, Tally> withAncestors(Map<String, Tally> own, UnitTree tree) {
        Map<String, Tally> summed = new HashMap<>();
        own.forEach((unit, tally) -> {
            Set<String> seen = new TreeSet<>();
            for (String at = unit; at != null && seen.add(at); at = tree.parent(at)) {
                summed.merge(at, tally, Tally::plus);
            }
        });
        return summed;
    }

    /** Areas of a level; of somebody bound to a unit only that unit's part, which has no place. */
    List<Ranking.Place> byArea(Caller caller, int rank, RateFilter filter, RatePeriods.Period period, RateRules rules) {
        List<Ranking.Place> places =
                Ranking.of(database.inSnapshot(handle -> areaRows(handle, rank, filter, period, rules)), rules);
        return caller.unit() == null
                ? places
                : places.stream().map(Ranking.Place::unranked).toList();
    }

    private List<Ranking.Row> areaRows(
            Handle handle, int rank, RateFilter filter, RatePeriods.Period period, RateRules rules) {
        Map<String, Tally> now = store.byArea(handle, rank, filter, period.window(), rules);
        Map<String, Tally> before = store.byArea(handle, rank, filter, period.before(), rules);
        Map<String, Ranking.Row> rows = new LinkedHashMap<>();
        Set<String> codes = new TreeSet<>(now.keySet());
        codes.addAll(before.keySet());
        for (String code : codes) {
            rows.put(
                    code,
                    new Ranking.Row(
                            code,
                            names.area(rank, code),
                            null,
                            now.getOrDefault(code, Tally.NONE),
                            before.getOrDefault(code, Tally.NONE)));
        }
        return List.copyOf(rows.values());
    }

    /** The requests that a figure counted, the newest first. */
    List<RequestLists.Row> behind(RateFilter filter, RatePeriods.Period period, @Nullable KeyCursor after, int limit) {
        return database.inSnapshot(handle -> store.behind(handle, filter, period.window(), after, limit));
    }
}
