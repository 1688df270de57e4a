package org.servicemap.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.areas.index.Query;
import org.servicemap.areas.index.Resolution;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.routing.Place;

/**
 * A place with the areas it lies in.
 *
 * @param snapshot the area version that it was resolved with
 * @param outside whether it has a point that lies outside the city
 */
record Located(
        Where where, AreaSnapshot snapshot, @Nullable LonLat point, Place place, boolean ambiguous, boolean outside) {

    /** Resolves with the version in force; {@link RequestException} when the area named does not exist. */
    static Located of(Where where, PublishedAreas areas) {
        AreaResolver resolver = areas.current();
        if (where.kind().hasPoint()) {
            return atPoint(where, resolver);
        }
        Place place = where.kind() == Where.Kind.AREA ? inArea(where, resolver.snapshot()) : Place.UNKNOWN;
        return new Located(where, resolver.snapshot(), null, place, false, false);
    }

    private static Located atPoint(Where where, AreaResolver resolver) {
        LonLat point = point(where);
        Resolution found = resolver.resolve(new Query(point, where.accuracyMetres(), Set.of(Query.ALL)));
        AreaSnapshot snapshot = resolver.snapshot();
        return new Located(
                where,
                snapshot,
                point,
                Place.of(found, snapshot.directory()),
                found.ambiguous(),
                found.status() == Resolution.Status.OUTSIDE);
    }

    private static LonLat point(Where where) {
        double x = where.x() == null ? Double.NaN : where.x();
        double y = where.y() == null ? Double.NaN : where.y();
        String crs = where.crs();
        return crs == null || crs.equals("wgs84")
                ? new LonLat(x, y)
                : Crs.parse(crs).toWgs84(x, y);
    }

    private static Place inArea(Where where, AreaSnapshot snapshot) {
        AreaDirectory directory = snapshot.directory();
        OptionalInt named = snapshot.levels().stream()
                .filter(level -> level.id().equals(where.level()))
                .mapToInt(Level::rank)
                .findFirst();
        OptionalInt ordinal = named.isEmpty() || where.area() == null
                ? OptionalInt.empty()
                : directory.findByCode(named.getAsInt(), where.area());
        if (ordinal.isEmpty()) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "where.area", "there is no area " + where.level() + ":" + where.area());
        }
        List<Place.AreaAt> chain = new ArrayList<>();
        for (int area = ordinal.getAsInt(); area >= 0; area = directory.parent(area)) {
            chain.add(0, new Place.AreaAt(directory.level(area), directory.code(area), null, 1, false, List.of()));
        }
        return new Place(chain, List.of());
    }

    /** The fields of a request that say where it is. */
    void describe(Facts.Builder facts) {
        facts.set(Field.LOCATION_KIND, where.kind().key())
                .set(Field.AREA_VERSION, snapshot.id())
                .set(Field.AMBIGUOUS, ambiguous)
                .set(Field.ACCURACY_M, where.accuracyMetres());
        if (point != null) {
            facts.set(Field.LON, point.lon())
                    .set(Field.LAT, point.lat())
                    .set(Field.RAW_X, where.x())
                    .set(Field.RAW_Y, where.y())
                    .set(Field.RAW_CRS, where.crs() == null ? "wgs84" : where.crs());
        } else {
            facts.clear(Field.LON, Field.LAT, Field.RAW_X, Field.RAW_Y, Field.RAW_CRS);
        }
        for (int rank = 1; rank <= Level.MAX_LEVELS; rank++) {
            facts.set(Field.area(rank), code(rank));
        }
    }

    private @Nullable String code(int rank) {
        return place.areas().stream()
                .filter(area -> area.level() == rank)
                .map(Place.AreaAt::code)
                .findFirst()
                .orElse(null);
    }
}
