package org.servicemap.insights.risks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AreaBounds;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.insights.BoundFacts;
import org.servicemap.insights.InsightGround;
import org.servicemap.insights.facts.FactQuery;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/**
 * How far a caller may look: requests by the unit that leads or led and by the area it is bound to, places by the areas its units are
 * in charge of, as their heads and not as departments. Of one moment.
 *
 * @param units whose requests; null for all
 * @param bound the area that the caller is bound to; null for none
 * @param covered what of the requests that covers
 * @param own areas within which places may be seen; null for everywhere
 */
public record Reach(
        @Nullable List<String> units,
        @Nullable Bound bound,
        AreaBounds covered,
        @Nullable List<Bound> own,
        AreaResolver areas) {
    /** An area. */
    public record Bound(int rank, String code) {}

    public static Reach of(InsightGround ground, Caller caller) {
        UnitDirectory units = ground.units().get();
        City city = ground.city().get();
        String level = caller.areaLevel();
        String area = caller.area();
        Bound bound = level == null || area == null ? null : new Bound(rank(city, level), area);
        List<String> codes = Scope.units(units, caller);
        return new Reach(
                codes,
                bound,
                AreaBounds.of(caller, id -> rank(city, id)),
                own(city, units, codes, bound),
                ground.areas().current());
    }

    private static @Nullable List<Bound> own(
            City city, UnitDirectory units, @Nullable List<String> codes, @Nullable Bound bound) {
        if (bound != null) {
            return List.of(bound);
        }
        if (codes == null) {
            return null;
        }
        List<Bound> own = new ArrayList<>();
        for (String code : codes) {
            Unit unit = units.find(code).orElse(null);
            if (unit != null && isHead(unit) && unit.level() != null && unit.area() != null) {
                own.add(new Bound(rank(city, unit.level()), unit.area()));
            }
        }
        return own;
    }

    /** A department has its own part of an area only: its head has all. */
    private static boolean isHead(Unit unit) {
        return unit.role() == null;
    }

    /** 0 for a level that the city does not have: nothing lies there. */
    static int rank(City city, String level) {
        return city.levels().stream()
                .filter(each -> each.id().equals(level))
                .mapToInt(Level::rank)
                .findFirst()
                .orElse(0);
    }

    /** Whether the caller looks at the whole city. */
    public boolean isWhole() {
        return own == null;
    }

    /** Adds the condition on requests {@code r}: not sensitive, and within reach. */
    public FactQuery where(FactQuery query) {
        query.add("r.sensitive IS NOT TRUE");
        if (units != null) {
            query.add("AND").addOneOf("coalesce(r.called_back_for, r.unit)", units);
        }
        BoundFacts areas = BoundFacts.of(covered, "r.");
        return query.add("AND " + areas.condition(), areas.values().toArray());
    }

    /** Whether a place may be seen. */
    public boolean covers(double lon, double lat) {
        return own == null || covers(codesAt(lon, lat));
    }

    /** Whether an area lies within what may be seen. */
    public boolean coversArea(int rank, String code) {
        if (own == null) {
            return true;
        }
        AreaDirectory directory = directory();
        int ordinal = directory.findByCode(rank, code).orElse(-1);
        return ordinal >= 0
                && own.stream().anyMatch(each -> {
                    int above = each.rank() < 1 || each.rank() > rank ? -1 : directory.ancestorAt(ordinal, each.rank());
                    return above >= 0 && directory.code(above).equals(each.code());
                });
    }

    private boolean covers(Map<Integer, String> codes) {
        List<Bound> within = own;
        return within == null || within.stream().anyMatch(each -> each.code().equals(codes.get(each.rank())));
    }

    /** The areas in force around a point, by rank; none outside. */
    public Map<Integer, String> codesAt(double lon, double lat) {
        Map<Integer, String> codes = new HashMap<>();
        for (LevelHit hit : areas.resolve(Query.of(new LonLat(lon, lat))).areas()) {
            codes.put(hit.level(), directory().code(hit.ordinal()));
        }
        return codes;
    }

    AreaDirectory directory() {
        return areas.snapshot().directory();
    }
}
