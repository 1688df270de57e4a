package org.servicemap.incidents;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.coverage.Level;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.OverlayLayer;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.BBox;
import org.servicemap.http.Caller;

/** Outlines by the names that the city has for places: areas and features of overlay layers in force. Thread-safe. */
final class Outlines {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ZOOM = 15;
    private static final double IN_SCOPE = 0.98;

    private final PublishedAreas areas;

    Outlines(PublishedAreas areas) {
        this.areas = areas;
    }

    Outline area(String level, String code) {
        return Outline.of(shape(level, code), "area:" + level + ":" + code);
    }

    private Geometry shape(String levelId, String code) {
        AreaSnapshot snapshot = areas.current().snapshot();
        Level level = snapshot.levels().stream()
                .filter(each -> each.id().equals(levelId))
                .findFirst()
                .orElseThrow(() -> IncidentException.bad("area", "the city has no level " + levelId));
        int ordinal = snapshot.directory()
                .findByCode(level.rank(), code)
                .orElseThrow(() -> IncidentException.bad("area", "there is no " + levelId + " " + code));
        return feature(areas.tiles(snapshot.id()).feature(ordinal, ZOOM));
    }

    private static Geometry feature(byte[] geoJson) {
        try {
            return PolygonJson.read(MAPPER.readTree(geoJson).path("geometry"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The area of this code at the coarsest level that has one; codes of other levels are {@code level:code}. */
    Outline area(String key) {
        int colon = key.indexOf(':');
        if (colon > 0) {
            return area(key.substring(0, colon), key.substring(colon + 1));
        }
        AreaSnapshot snapshot = areas.current().snapshot();
        for (Level level : snapshot.levels()) {
            if (snapshot.directory().findByCode(level.rank(), key).isPresent()) {
                return area(level.id(), key);
            }
        }
        throw IncidentException.bad("area", "there is no area " + key);
    }

    Outline overlay(String layerId, String code) {
        OverlayLayer layer = areas.current().snapshot().overlays().layers().stream()
                .filter(each -> each.id().equals(layerId))
                .findFirst()
                .orElseThrow(() -> IncidentException.bad("overlay", "the city has no layer " + layerId));
        OverlayFeature feature = layer.features().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> IncidentException.bad("overlay", "the layer has no feature " + code));
        if (feature.wgs84().getDimension() != 2) {
            throw IncidentException.bad("overlay", "an outline is an area: take a layer of polygons");
        }
        return Outline.of(feature.wgs84(), "overlay:" + layerId + ":" + code);
    }

    /** Refuses what lies outside the city, or outside the area that the caller is bound to. */
    void require(Caller caller, Outline outline) {
        if (!extent().intersects(outline.bounds())) {
            throw IncidentException.bad("outline", "the outline lies outside the city");
        }
        String level = caller.areaLevel();
        String code = caller.area();
        if (level != null && code != null && outline.shareIn(shape(level, code)) < IN_SCOPE) {
            throw new IncidentException(
                    IncidentException.OUT_OF_SCOPE, "outline", "the outline reaches beyond your area");
        }
    }

    private BBox extent() {
        var directory = areas.current().snapshot().directory();
        BBox all = directory.bbox(0);
        for (int i = 1; i < directory.size() && directory.parent(i) < 0; i++) {
            all = all.union(directory.bbox(i));
        }
        return all;
    }
}
