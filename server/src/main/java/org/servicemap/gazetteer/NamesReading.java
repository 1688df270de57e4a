package org.servicemap.gazetteer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.gazetteer.words.Extent;
import org.servicemap.gazetteer.words.NamedArea;
import org.servicemap.gazetteer.words.NamedPlace;
import org.servicemap.gazetteer.words.PlaceKind;
import org.servicemap.gazetteer.words.PlaceNames;
import org.servicemap.gazetteer.words.Spelling;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** Brings areas and gazetteer into the form that free text is read with. */
final class NamesReading {
    private static final double DOOR_METRES = 30;

    private final AreaSnapshot snapshot;
    private final Gazetteer gazetteer;

    NamesReading(AreaSnapshot snapshot, Gazetteer gazetteer) {
        this.snapshot = snapshot;
        this.gazetteer = gazetteer;
    }

    PlaceNames read(LocalText city, Spelling spelling) {
        GazetteerContent content = gazetteer.content();
        List<NamedPlace> places = new ArrayList<>();
        content.compounds()
                .forEach(one -> places.add(shape(PlaceKind.COMPOUND, one.code(), one.name(), one.footprint())));
        content.roads().forEach(one -> places.add(shape(PlaceKind.ROAD, one.code(), one.name(), one.line())));
        content.intersections()
                .forEach(one -> places.add(point(
                        PlaceKind.INTERSECTION,
                        one.code(),
                        one.name(),
                        one.position(),
                        one.road1(),
                        null,
                        one.road2())));
        content.addresses().forEach(one -> places.add(address(one)));
        return new PlaceNames(city, areas(), places, spelling);
    }

    private List<NamedArea> areas() {
        AreaDirectory directory = snapshot.directory();
        Map<Integer, String> levels = new HashMap<>();
        for (Level level : directory.levels()) {
            levels.put(level.rank(), level.id());
        }
        List<NamedArea> areas = new ArrayList<>();
        for (int i = 0; i < directory.size(); i++) {
            AreaDirectory.Row row = directory.row(i);
            areas.add(new NamedArea(
                    row.parent(),
                    levels.getOrDefault(row.level(), ""),
                    row.code(),
                    row.name(),
                    row.labelPoint(),
                    radius(row.bbox())));
        }
        return areas;
    }

    private static double radius(BBox box) {
        return Extent.radiusMetres(new Envelope(box.minLon(), box.maxLon(), box.minLat(), box.maxLat()));
    }

    private NamedPlace shape(PlaceKind kind, String code, LocalText name, Geometry shape) {
        Coordinate inside = shape.getInteriorPoint().getCoordinate();
        return new NamedPlace(
                kind,
                code,
                name,
                new LonLat(inside.x, inside.y),
                Extent.radiusMetres(shape.getEnvelopeInternal()),
                areaAt(inside.x, inside.y),
                null,
                null,
                null);
    }

    private NamedPlace address(Address one) {
        boolean inCompound = one.building() != null && one.compound() != null;
        return point(
                PlaceKind.ADDRESS,
                one.code(),
                one.name(),
                one.position(),
                inCompound ? one.compound() : one.road(),
                inCompound ? one.building() : one.number(),
                null);
    }

    private NamedPlace point(
            PlaceKind kind,
            String code,
            LocalText name,
            LonLat at,
            @Nullable String owner,
            @Nullable String door,
            @Nullable String crossing) {
        return new NamedPlace(kind, code, name, at, DOOR_METRES, areaAt(at.lon(), at.lat()), owner, door, crossing);
    }

    private int areaAt(double lon, double lat) {
        return snapshot.index().leafOf(lon, lat);
    }
}
