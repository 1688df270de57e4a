package org.servicemap.citypack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.coverage.FindingCode;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.formats.FormatException;
import org.servicemap.geo.BBox;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.RawBox;

/**
 * One pass over a layer's file, feature by feature: mapped to code, name, parent and attributes, and converted to WGS 84. A
 * layer whose numbers cannot be in the declared CRS is refused at its first feature; single features like that are noted and
 * left out. Closed by itself at the end and at a fault that ends the layer; to be closed by who stops before.
 */
final class LayerReading implements Iterator<LayerFeature>, AutoCloseable {
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private final FeatureReader reader;
    private final LayerSource.Terms terms;
    private final ReadingFaults faults;
    private final Crs crs;
    private final WantedFields wanted;
    private final @Nullable AxisOrder axes;
    private boolean placeChecked;
    private @Nullable LayerFeature ahead;

    /** @param faults gets the features that cannot lie where their numbers say */
    LayerReading(FeatureReader reader, LayerSource.Terms terms, ReadingFaults faults) throws IOException {
        this.reader = reader;
        this.terms = terms;
        this.faults = faults;
        this.wanted = new WantedFields(terms.layer(), terms.fields().wanted());
        try {
            this.crs = crs(terms, reader);
            this.axes = axes(crs, terms.vicinity());
            this.ahead = advance();
        } catch (RuntimeException | IOException e) {
            reader.close();
            throw e;
        }
    }

    private static @Nullable AxisOrder axes(Crs declared, @Nullable BBox vicinity) {
        if (vicinity == null) {
            return null;
        }
        double[] center = {(vicinity.minLon() + vicinity.maxLon()) / 2, (vicinity.minLat() + vicinity.maxLat()) / 2};
        try {
            declared.fromWgs84(center, 1);
        } catch (GeoException e) {
            return null;
        }
        return new AxisOrder(center[0], center[1]);
    }

    private static Crs crs(LayerSource.Terms terms, FeatureReader opened) {
        String definition = terms.crs() != null ? terms.crs() : opened.declaredCrs();
        if (definition == null) {
            throw new PackException(
                    "crs_missing",
                    terms.layer(),
                    0,
                    "the file does not say its coordinate reference system; give crs: in pack.yml (EPSG:n, gcj02, …)");
        }
        try {
            return Crs.parse(definition);
        } catch (GeoException e) {
            throw new PackException(e.code(), terms.layer(), 0, "crs: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public LayerFeature next() {
        LayerFeature feature = ahead;
        if (feature == null) {
            throw new NoSuchElementException();
        }
        try {
            ahead = advance();
            return feature;
        } catch (IOException e) {
            throw closed(LayerSource.unreadable(terms.layer(), e));
        } catch (FormatException e) {
            throw closed(LayerSource.fault(terms.layer(), e));
        } catch (PackException e) {
            throw closed(e);
        }
    }

    private PackException closed(PackException fault) {
        close();
        return fault;
    }

    /** The next feature that lies somewhere; null behind the last, when what concerns the whole layer was looked at too. */
    private @Nullable LayerFeature advance() throws IOException {
        for (Read read = read(); read != null; read = read()) {
            wanted.see(read.feature(), reader);
            LayerFeature mapped = placed(read);
            if (mapped != null) {
                return mapped;
            }
        }
        reader.close();
        wanted.requireAll();
        if (axes != null) {
            axes.swapped().forEach(this::noteSwapped);
        }
        return null;
    }

    /** A feature, and why its shape is missing, or where a ring of it was left open that is closed now. */
    private record Read(
            Feature feature,
            @Nullable String fault,
            @Nullable Coordinate unclosed) {}

    /** The next feature; one whose shape cannot be read comes without it, so that the report can name them all. */
    private @Nullable Read read() throws IOException {
        try {
            Feature feature = reader.next();
            return feature == null ? null : new Read(feature, null, null);
        } catch (FormatException e) {
            if (!e.code().equals(FormatException.BAD_GEOMETRY)) {
                throw e;
            }
            Feature rest = e.rest().orElseGet(() -> new Feature(e.feature(), Map.of(), null));
            Coordinate open = e.unclosedAt().orElse(null);
            return new Read(rest, open == null ? String.valueOf(e.getMessage()) : null, open);
        }
    }

    /** Null, and noted, when its numbers cannot be; the first that cannot be refuses the layer, whose CRS is wrong then. */
    private @Nullable LayerFeature placed(Read read) {
        Feature feature = read.feature();
        Geometry raw = feature.geometry();
        if (raw == null || raw.isEmpty()) {
            return map(read, null);
        }
        if (!FiniteNumbers.areIn(raw)) {
            note(FindingCode.NOT_A_NUMBER, feature, null, "");
            return null;
        }
        RawBox box = RawBox.of(raw.getEnvelopeInternal());
        try {
            requirePlausible(box);
            LayerFeature mapped = map(read, crs.toWgs84(raw));
            placeChecked = true;
            if (axes != null) {
                axes.see(feature.number(), mapped.code(), box);
            }
            return mapped;
        } catch (GeoException e) {
            if (!placeChecked) {
                throw implausible(feature, e);
            }
            noteImplausible(feature, raw, e);
            return null;
        }
    }

    /** The first feature is also held against the city's place: that tells feet from metres, and costs a little. */
    private void requirePlausible(RawBox box) {
        crs.requirePlausible(box, placeChecked ? null : terms.vicinity());
    }

    private PackException implausible(Feature first, GeoException e) {
        String why = "feature " + first.number() + ": " + e.getMessage() + terms.near();
        return new PackException(e.code(), terms.layer(), 0, why, e).ofFeature(first.number());
    }

    private void noteImplausible(Feature feature, Geometry raw, GeoException e) {
        boolean turned = axes != null && axes.isSuspect(RawBox.of(raw.getEnvelopeInternal()));
        note(
                turned ? FindingCode.AXIS_ORDER : FindingCode.IMPLAUSIBLE_COORDINATES,
                feature,
                turned && crs.geographic() ? raw.getEnvelopeInternal().centre() : null,
                String.valueOf(e.getMessage()));
    }

    private void note(FindingCode found, Feature feature, @Nullable Coordinate place, String why) {
        String code = terms.fields().code(feature);
        faults.add(Finding.misplaced(found, terms.layer(), feature.number(), code, place, why));
    }

    private void noteSwapped(AxisOrder.Suspect swapped) {
        RawBox box = swapped.box();
        Coordinate middle = new Coordinate((box.minX() + box.maxX()) / 2, (box.minY() + box.maxY()) / 2);
        faults.add(Finding.misplaced(
                FindingCode.AXIS_ORDER, terms.layer(), swapped.number(), swapped.code(), convert(middle), ""));
    }

    private LayerFeature map(Read read, @Nullable Geometry wgs84) {
        return terms.fields().map(read.feature(), wgs84, read.fault(), convert(read.unclosed()));
    }

    private @Nullable Coordinate convert(@Nullable Coordinate raw) {
        return raw == null ? null : crs.toWgs84(FACTORY.createPoint(raw)).getCoordinate();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
