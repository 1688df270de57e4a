package org.servicemap.places.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.geo.Crs;
import org.servicemap.geo.GeoException;
import org.servicemap.geo.LonLat;
import org.servicemap.places.Place;
import org.servicemap.places.PlaceCsv;
import org.servicemap.places.PlaceException;
import org.servicemap.places.PlaceReader;
import org.servicemap.places.PlaceReferences;
import org.servicemap.places.PlaceSet;
import org.servicemap.places.PublishedPlace;
import org.servicemap.places.Row;
import org.servicemap.units.RowFault;

/** Reads one file against what is published now: every row checked, then compared. Changes nothing. Not thread-safe. */
final class ImportReading {
    static final int MOST_ROWS = 200_000;
    /** A field of rows: code or name of an area in which the place must lie. */
    private static final String LOCATED_IN = "located_in";

    private final PlaceSet known;
    private final AreaSnapshot areas;
    private final PlaceReferences references;
    private final ImportMapping mapping;
    private final Crs crs;
    private final List<RowFault> errors = new ArrayList<>();
    private final List<RowFault> warnings = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Set<String> codes = new HashSet<>();
    private final Neighbours neighbours = new Neighbours();
    private final ShiftTest shift;
    private int rows;

    /**
     * What came of it.
     *
     * @param errors while there is one, nothing can be published
     * @param warnings what somebody should look at
     */
    record Result(int rows, List<RowFault> errors, List<RowFault> warnings, List<PlaceChange> changes) {}

    ImportReading(PlaceSet known, AreaSnapshot areas, PlaceReferences references, ImportMapping mapping) {
        this.known = known;
        this.areas = areas;
        this.references = references;
        this.mapping = mapping;
        this.crs = crs(mapping);
        this.shift = new ShiftTest(known.list());
        known.list().forEach(one -> neighbours.add(one.place()));
    }

    private static Crs crs(ImportMapping mapping) {
        String name = mapping.crs();
        try {
            return Crs.parse(name == null ? "wgs84" : name);
        } catch (GeoException e) {
            throw new PlaceException(PlaceException.BAD_FIELD, "mapping", "crs: " + e.getMessage());
        }
    }

    /** @param lastVersions of codes that are not published now, which may have been withdrawn */
    Result read(Path file, String name, Function<Collection<String>, Map<String, Integer>> lastVersions)
            throws IOException {
        new TableFile(file, name, mapping.encoding(), errors).each(this::take);
        if (rows == 0 && errors.isEmpty()) {
            throw new PlaceException(PlaceException.BAD_FILE, "file", "the file has no rows");
        }
        shift.found().ifPresent(why -> errors.add(new RowFault(name, 0, "lon", "gcj02_suspected", why)));
        return new Result(rows, errors, warnings, errors.isEmpty() ? changes(lastVersions) : List.of());
    }

    private void take(Row source) {
        if (++rows > MOST_ROWS) {
            throw new PlaceException(
                    PlaceException.BAD_FILE, "file", "the file has more than " + MOST_ROWS + " rows; divide it");
        }
        Row row = new Row(source.file(), source.line(), mapping.apply(source.values()), errors);
        toWgs84(row);
        keepTheRest(row);
        int before = errors.size();
        PlaceReader.read(row).ifPresent(place -> check(row, place));
        String code = row.values().getOrDefault("code", "");
        if (!code.isEmpty() && !codes.add(code)) {
            row.fault("code", "duplicate_code", code + " 重复", code + " stands twice");
        }
        if (errors.size() == before && !places.isEmpty()) {
            shift.add(places.get(places.size() - 1));
        }
    }

    private void toWgs84(Row row) {
        String lon = row.values().get("lon");
        String lat = row.values().get("lat");
        if (mapping.crs() == null || lon == null || lat == null) {
            return;
        }
        try {
            LonLat point = crs.toWgs84(Double.parseDouble(lon), Double.parseDouble(lat));
            row.values().put("lon", String.valueOf(Math.rint(point.lon() * 1e7) / 1e7));
            row.values().put("lat", String.valueOf(Math.rint(point.lat() * 1e7) / 1e7));
        } catch (NumberFormatException | GeoException e) {
            row.fault("lon", "bad_coordinates", "坐标无法换算：" + lon + ", " + lat, "cannot be in " + mapping.crs());
        }
    }

    /** What the file has no column for stays as it is published; an empty cell of a column that it has empties the field. */
    private void keepTheRest(Row row) {
        String code = row.values().getOrDefault("code", "").strip();
        known.find(code)
                .map(one -> showing(row, one.place()))
                .ifPresent(place -> PlaceCsv.fields(place).forEach(row.values()::putIfAbsent));
    }

    /** What a photo shows stays with it, also where the file has the photos in another order, or fewer. */
    private static Place showing(Row row, Place place) {
        String photos = row.values().get("photos");
        return photos == null
                ? place
                : place.showing(Stream.of(photos.strip().split("\\s+"))
                        .filter(photo -> !photo.isEmpty())
                        .toList());
    }

    private void check(Row row, Place place) {
        references.check(row, place);
        int leaf = areas.index().leafOf(place.point().lon(), place.point().lat());
        if (leaf < 0) {
            row.fault("lon", "outside_city", "点位不在本市范围内", "the point lies outside the city");
        } else {
            checkArea(row, place, leaf);
        }
        neighbours
                .twin(place)
                .ifPresent(twin -> warnings.add(new RowFault(
                        row.file(),
                        row.line(),
                        "name",
                        "likely_duplicate",
                        org.servicemap.text.LocalText.of(
                                "zh",
                                "30 米内有名称相近的点位 " + twin.code(),
                                "en",
                                twin.code() + " of a similar name stands within 30 m"))));
        neighbours.add(place);
        places.add(place);
    }

    /** The file may say in which area a place lies; then it must. */
    private void checkArea(Row row, Place place, int leaf) {
        String said = row.values().get(LOCATED_IN);
        if (said == null || said.isBlank() || isIn(leaf, said)) {
            return;
        }
        LonLat moved = shift.asGcj02(place.point());
        shift.astray(isIn(areas.index().leafOf(moved.lon(), moved.lat()), said));
        String real = chain(leaf);
        row.fault(
                LOCATED_IN,
                "wrong_area",
                "点位不在" + said + "，而在" + real,
                "the point lies not in " + said + " but in " + real);
    }

    /** @param leaf negative outside the city */
    private boolean isIn(int leaf, String said) {
        AreaDirectory directory = areas.directory();
        String wanted = said.strip().toLowerCase(Locale.ROOT);
        for (int at = leaf; at >= 0; at = directory.parent(at)) {
            if (directory.code(at).equals(said.strip())
                    || directory.name(at).byTag().values().stream()
                            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(wanted))) {
                return true;
            }
        }
        return false;
    }

    private String chain(int leaf) {
        StringBuilder chain = new StringBuilder();
        for (int at = leaf; at >= 0; at = areas.directory().parent(at)) {
            chain.insert(0, areas.directory().name(at).in("zh", "en") + " ");
        }
        return chain.toString().strip();
    }

    private List<PlaceChange> changes(Function<Collection<String>, Map<String, Integer>> lastVersions) {
        List<PlaceChange> changes = new ArrayList<>();
        Set<String> fresh = new HashSet<>(codes);
        known.list().forEach(one -> fresh.remove(one.place().code()));
        Map<String, Integer> last = new HashMap<>(lastVersions.apply(fresh));
        for (Place place : places) {
            PublishedPlace now = known.find(place.code()).orElse(null);
            if (now == null) {
                int seen = last.getOrDefault(place.code(), 0);
                changes.add(new PlaceChange(PlaceChange.NEW, place.code(), place, seen, List.of()));
            } else if (!now.place().equals(place)) {
                List<String> fields = PlaceChange.differences(now.place(), place);
                changes.add(new PlaceChange(PlaceChange.CHANGED, place.code(), place, now.version(), fields));
            }
        }
        String complete = mapping.completeCategory();
        if (complete != null) {
            known.list().stream()
                    .filter(one -> known.categories().isWithin(one.place().category(), complete))
                    .filter(one -> !codes.contains(one.place().code()))
                    .forEach(one -> changes.add(
                            new PlaceChange(PlaceChange.GONE, one.place().code(), null, one.version(), List.of())));
        }
        return changes;
    }
}
