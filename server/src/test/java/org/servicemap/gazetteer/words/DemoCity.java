package org.servicemap.gazetteer.words;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.citypack.synthetic.SyntheticCity;
import org.servicemap.formats.Feature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** The demo city's names, made as its import makes them but without a database: districts to communities, and the gazetteer. */
public final class DemoCity {
    private static final Path FOLDER = Path.of("target/classes/gis-data/beijing");
    private static final List<String> LEVELS = List.of("district", "subdistrict", "community", "grid");

    private final List<NamedArea> areas = new ArrayList<>();
    private final List<NamedPlace> places = new ArrayList<>();
    private final STRtree communities = new STRtree();

    private record Community(int ordinal, PreparedGeometry shape) {}

    /** Takes some ten seconds. */
    public static DemoCity make() throws IOException {
        Map<String, Object> pack = new ObjectMapper(new YAMLFactory())
                .readValue(FOLDER.resolve("pack.yml").toFile(), new TypeReference<LinkedHashMap<String, Object>>() {});
        SyntheticCity city = SyntheticCity.generate(FOLDER, block(block(pack, "areas"), "generate"));
        DemoCity demo = new DemoCity();
        demo.readAreas(city);
        demo.readPlaces(city, block(block(pack, "gazetteer"), "generate"));
        return demo;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> block(Map<String, Object> map, String key) {
        return (Map<String, Object>) Objects.requireNonNull(map.get(key), key);
    }

    public List<NamedArea> areas() {
        return areas;
    }

    public List<NamedPlace> places() {
        return places;
    }

    private void readAreas(SyntheticCity city) {
        Map<String, Integer> ordinals = new HashMap<>();
        for (SourceFeature area : city.areas(LEVELS)) {
            if (area.level() == LEVELS.size()) {
                break;
            }
            Geometry shape = Objects.requireNonNull(area.wgs84());
            Coordinate inside = shape.getInteriorPoint().getCoordinate();
            String parent = area.parentCode();
            ordinals.put(Objects.requireNonNull(area.code()), areas.size());
            if (area.level() == 3) {
                communities.insert(
                        shape.getEnvelopeInternal(),
                        new Community(areas.size(), PreparedGeometryFactory.prepare(shape)));
            }
            areas.add(new NamedArea(
                    parent == null ? -1 : Objects.requireNonNull(ordinals.get(parent)),
                    LEVELS.get(area.level() - 1),
                    Objects.requireNonNull(area.code()),
                    area.name(),
                    new LonLat(inside.x, inside.y),
                    Extent.radiusMetres(shape.getEnvelopeInternal())));
        }
    }

    private void readPlaces(SyntheticCity city, Map<String, Object> settings) throws IOException {
        Map<String, PlaceKind> layers = new LinkedHashMap<>();
        layers.put("roads", PlaceKind.ROAD);
        layers.put("compounds", PlaceKind.COMPOUND);
        layers.put("intersections", PlaceKind.INTERSECTION);
        layers.put("addresses", PlaceKind.ADDRESS);
        for (Map.Entry<String, PlaceKind> layer : layers.entrySet()) {
            try (FeatureReader reader = city.gazetteer(layer.getKey(), settings)) {
                for (Feature feature = reader.next(); feature != null; feature = reader.next()) {
                    places.add(place(layer.getValue(), feature));
                }
            }
        }
    }

    private NamedPlace place(PlaceKind kind, Feature feature) {
        Geometry geometry = Objects.requireNonNull(feature.geometry());
        Coordinate at = geometry.getInteriorPoint().getCoordinate();
        boolean extended = kind == PlaceKind.ROAD || kind == PlaceKind.COMPOUND;
        String building = text(feature, "building");
        return new NamedPlace(
                kind,
                Objects.requireNonNull(text(feature, "code")),
                LocalText.of(
                        "zh",
                        Objects.requireNonNull(text(feature, "name_zh")),
                        "en",
                        Objects.requireNonNull(text(feature, "name_en"))),
                new LonLat(at.x, at.y),
                extended ? Extent.radiusMetres(geometry.getEnvelopeInternal()) : 30,
                communityOf(geometry.getFactory().createPoint(at)),
                kind == PlaceKind.INTERSECTION
                        ? text(feature, "road_1")
                        : building == null ? text(feature, "road") : text(feature, "compound"),
                building == null ? text(feature, "number") : building,
                text(feature, "road_2"));
    }

    private static @Nullable String text(Feature feature, String field) {
        Object value = feature.attributes().get(field);
        return value == null ? null : value.toString();
    }

    /** The community around a point, or −1. */
    int communityOf(Geometry point) {
        List<?> near = communities.query(new Envelope(point.getCoordinate()));
        return near.stream()
                .map(Community.class::cast)
                .filter(community -> community.shape().covers(point))
                .mapToInt(Community::ordinal)
                .findFirst()
                .orElse(-1);
    }

    /**
     * Writes the places that the phrases name and each eighth other road, compound and crossing: what the test on a part of
     * the city reads ({@link CityExtract}).
     */
    public static void main(String[] arguments) throws IOException {
        DemoCity city = make();
        Set<String> named = Phrases.read().stream().map(Phrases.Phrase::place).collect(Collectors.toSet());
        List<NamedPlace> kept = new ArrayList<>();
        Set<String> roads = new HashSet<>();
        for (int i = 0; i < city.places.size(); i++) {
            NamedPlace place = city.places.get(i);
            boolean wanted = named.contains(place.code()) || i % 8 == 0;
            if (place.kind() != PlaceKind.ADDRESS && wanted) {
                kept.add(place);
                roads.add(String.valueOf(place.owner()));
                roads.add(String.valueOf(place.crossing()));
            }
        }
        city.places.stream()
                .filter(place -> roads.contains(place.code()) && !kept.contains(place))
                .forEach(kept::add);
        CityExtract.write(Path.of(arguments[0]), city.areas, kept);
    }
}
