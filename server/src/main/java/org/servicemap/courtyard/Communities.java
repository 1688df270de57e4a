package org.servicemap.courtyard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.MultiPolygon;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.LevelHit;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.tiles.TileSet;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;

/**
 * The areas that have a page: those of the level above the finest one, or of the authoritative level where that is finer or there is no
 * other. Thread-safe.
 */
final class Communities {
    private static final double NEAR_DEGREES = 1e-7;

    private final PublishedAreas areas;
    private final Supplier<City> city;
    private final Supplier<UnitDirectory> units;

    Communities(PublishedAreas areas, Supplier<City> city, Supplier<UnitDirectory> units) {
        this.areas = areas;
        this.city = city;
        this.units = units;
    }

    City city() {
        return city.get();
    }

    UnitDirectory units() {
        return units.get();
    }

    Level level() {
        List<Level> levels = areas.current().snapshot().levels();
        int rank = Math.max(city.get().authoritativeRank(), levels.size() - 1);
        return levels.get(Math.min(rank, levels.size()) - 1);
    }

    /** Refuses with {@code unknown_community}. */
    Community get(String code) {
        AreaSnapshot snapshot = areas.current().snapshot();
        int ordinal = snapshot.directory()
                .findByCode(level().rank(), code)
                .orElseThrow(() -> new CourtyardException(
                        CourtyardException.UNKNOWN_COMMUNITY, "area", "there is no community " + code));
        return of(snapshot, ordinal);
    }

    /** The same for a proposal, whose community may be gone from the version in force. */
    Optional<Community> find(String code) {
        AreaSnapshot snapshot = areas.current().snapshot();
        var ordinal = snapshot.directory().findByCode(level().rank(), code);
        return ordinal.isEmpty() ? Optional.empty() : Optional.of(of(snapshot, ordinal.getAsInt()));
    }

    private Community of(AreaSnapshot snapshot, int ordinal) {
        AreaDirectory directory = snapshot.directory();
        return new Community(
                snapshot,
                idOf(directory, ordinal),
                ordinal,
                directory.code(ordinal),
                directory.name(ordinal),
                unitOf(directory, ordinal));
    }

    static String idOf(AreaDirectory directory, int ordinal) {
        return directory.levels().get(directory.level(ordinal) - 1).id();
    }

    private @Nullable Unit unitOf(AreaDirectory directory, int ordinal) {
        for (int each = ordinal; each >= 0; each = directory.parent(each)) {
            Optional<Unit> unit = units.get().findOfArea(idOf(directory, each), directory.code(each), null);
            if (unit.isPresent()) {
                return unit.get();
            }
        }
        return null;
    }

    /** All of them, by code. */
    List<Community> all() {
        AreaSnapshot snapshot = areas.current().snapshot();
        int rank = level().rank();
        return IntStream.range(0, snapshot.directory().size())
                .filter(area -> snapshot.directory().level(area) == rank)
                .mapToObj(area -> of(snapshot, area))
                .toList();
    }

    /** Those that a member of staff looks after: of the own unit and below it, and in the own area. */
    boolean covers(Caller caller, Community community) {
        Unit unit = community.unit();
        return Scope.covers(units.get(), caller, unit == null ? null : unit.code())
                && Scope.covers(caller, chain(community));
    }

    private static Map<String, String> chain(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        Map<String, String> chain = new HashMap<>();
        for (int each = community.ordinal(); each >= 0; each = directory.parent(each)) {
            chain.put(idOf(directory, each), directory.code(each));
        }
        return chain;
    }

    void require(Caller caller, Community community) {
        if (!covers(caller, community)) {
            throw new CourtyardException(
                    CourtyardException.OUT_OF_SCOPE, null, "this community belongs to another unit");
        }
    }

    /** Codes of those that a member of staff looks after; null for the whole city. */
    @Nullable
    List<String> codesOf(Caller caller) {
        if (caller.unit() == null && caller.areaLevel() == null) {
            return null;
        }
        return all().stream()
                .filter(each -> covers(caller, each))
                .map(Community::code)
                .toList();
    }

    /** Codes of the grids in it; itself where there is no finer level. */
    List<String> grids(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        int[] children = directory.children(community.ordinal());
        return children.length == 0
                ? List.of(community.code())
                : IntStream.of(children).mapToObj(directory::code).toList();
    }

    /** The finest area that a point lies in, when that is in the community. */
    Optional<String> gridAt(Community community, LonLat point) {
        AreaDirectory directory = community.snapshot().directory();
        List<LevelHit> hits = areas.version(community.snapshot().id())
                .resolve(new Query(point, null, Set.of()))
                .areas();
        boolean inside = hits.stream().anyMatch(hit -> hit.ordinal() == community.ordinal());
        return inside ? Optional.of(directory.code(hits.get(hits.size() - 1).ordinal())) : Optional.empty();
    }

    /** Those that share a border with it, by code. */
    List<Community> neighbours(Community community) {
        AreaDirectory directory = community.snapshot().directory();
        TileSet tiles = areas.tiles(community.snapshot().id());
        MultiPolygon own = tiles.geometry(community.ordinal());
        int rank = directory.level(community.ordinal());
        List<Community> found = new ArrayList<>();
        for (int area : tiles.areasIn(rank, directory.bbox(community.ordinal()))) {
            if (area != community.ordinal() && own.isWithinDistance(tiles.geometry(area), NEAR_DEGREES)) {
                found.add(of(community.snapshot(), area));
            }
        }
        return found;
    }
}
