package org.servicemap.citypack.synthetic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.formats.Feature;

/**
 * Invented roads along the borders of the areas above the leaves, the places where they meet, residential compounds inside
 * leaves, and addresses on both. Names are made of the areas' names and the settings' endings.
 */
final class Streets {
    private static final int STEPS_LEAST = 4;

    private final SyntheticCity city;
    private final Mesh mesh;
    private final Settings settings;
    private final SplittableRandom random;
    private final String nameField;
    private final String otherNameField;
    private final Map<String, List<Feature>> layers = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> roadsAt = new LinkedHashMap<>();
    private final List<List<Integer>> roads = new ArrayList<>();
    private final List<String> roadNames = new ArrayList<>();
    private final Map<String, Integer> used = new HashMap<>();

    private Streets(SyntheticCity city, Settings settings, long seed) {
        this.city = city;
        this.mesh = city.mesh;
        this.settings = settings;
        this.nameField = "name_" + city.namer.language();
        this.otherNameField = "name_" + city.namer.romanisedLanguage();
        this.random = new SplittableRandom(seed ^ 0x5712EE75L);
        List.of("roads", "intersections", "compounds", "addresses").forEach(l -> layers.put(l, new ArrayList<>()));
    }

    static Streets of(SyntheticCity city, Settings settings, long seed) {
        Streets streets = new Streets(city, settings, seed);
        streets.makeRoads((int) settings.whole("roads", 300, 0, 100_000));
        streets.makeIntersections();
        streets.makeCompounds((int) settings.whole("compounds", 800, 0, 1_000_000));
        streets.makeAddresses((int) settings.whole("addresses", 6000, 0, 10_000_000));
        return streets;
    }

    List<Feature> layer(String name) {
        return List.copyOf(rows(name));
    }

    private List<Feature> rows(String name) {
        List<Feature> features = layers.get(name);
        if (features == null) {
            throw new GeneratorException("bad_settings", "there is no synthetic gazetteer layer «" + name + "»");
        }
        return features;
    }

    private void makeRoads(int wanted) {
        int level = city.names.size() - 1;
        int[] areaOf = city.partition.areaOf().get(level);
        BorderWalk walk = new BorderWalk(mesh, areaOf);
        int tries = 0;
        while (roads.size() < wanted && tries++ < 40 * wanted) {
            List<Integer> path = walk.from(random.nextInt(mesh.corner().length), 14 + random.nextInt(60));
            if (path.size() >= STEPS_LEAST) {
                addRoad(path, areaOf[walk.triangle()], level);
            }
        }
    }

    private void addRoad(List<Integer> path, int area, int level) {
        String stem = city.namer.stem(city.names.get(level).names().get(area));
        String name = unique(stem, settings.texts("road_endings"));
        int road = roads.size();
        roads.add(path);
        roadNames.add(name);
        path.forEach(v -> roadsAt.computeIfAbsent(v, k -> new ArrayList<>()).add(road));
        double[] lonLat = new double[2 * path.size()];
        for (int i = 0; i < path.size(); i++) {
            lonLat[2 * i] = mesh.frame().grid().lon(mesh.x()[path.get(i)]);
            lonLat[2 * i + 1] = mesh.frame().grid().lat(mesh.y()[path.get(i)]);
        }
        Coordinate[] points = new Coordinate[path.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Coordinate(lonLat[2 * i], lonLat[2 * i + 1]);
        }
        add("roads", named(code("R", road + 1), name), Geometries.FACTORY.createLineString(points));
    }

    /** A name that no other has: the endings in turn, then numbered ones. */
    private String unique(String stem, List<String> endings) {
        String first = stem + endings.get(random.nextInt(endings.size()));
        int times = used.merge(first, 1, Integer::sum);
        if (times == 1) {
            return first;
        }
        String numbered = stem
                + settings.texts("numerals")
                        .get((times - 2) % settings.texts("numerals").size())
                + first.substring(stem.length());
        return used.merge(numbered, 1, Integer::sum) == 1 ? numbered : numbered + times;
    }

    private void makeIntersections() {
        Map<Long, Boolean> met = new HashMap<>();
        roadsAt.forEach((vertex, here) -> {
            for (int i = 0; i < here.size(); i++) {
                for (int j = i + 1; j < here.size(); j++) {
                    long pair = ((long) here.get(i) << 32) | here.get(j);
                    if (!here.get(i).equals(here.get(j)) && met.put(pair, true) == null) {
                        addIntersection(vertex, here.get(i), here.get(j));
                    }
                }
            }
        });
    }

    private void addIntersection(int vertex, int one, int two) {
        String name =
                settings.text("intersection").replace("{1}", roadNames.get(one)).replace("{2}", roadNames.get(two));
        String other = settings.text("intersection_romanised")
                .replace("{1}", romanised(roadNames.get(one)))
                .replace("{2}", romanised(roadNames.get(two)));
        Map<String, @Nullable Object> fields =
                fields(code("X", rows("intersections").size() + 1), name, other);
        fields.put("road_1", code("R", one + 1));
        fields.put("road_2", code("R", two + 1));
        add(
                "intersections",
                fields,
                point(mesh.frame().metresX(mesh.x()[vertex]), mesh.frame().metresY(mesh.y()[vertex])));
    }

    private void makeCompounds(int wanted) {
        int level = city.names.size() - 1;
        int[] areaOf = city.partition.areaOf().get(level);
        int[][] leaves = Mesh.members(city.leafOf(), city.leafCount());
        List<String> rural = settings.texts("rural_suffixes");
        int tries = 0;
        while (rows("compounds").size() < wanted && tries++ < 20 * wanted) {
            int[] leaf = leaves[random.nextInt(leaves.length)];
            int t = leaf[leaf.length / 2];
            int area = areaOf[t];
            if (!city.names.get(level).endsIn(area, rural) || random.nextInt(6) == 0) {
                addCompound(
                        t, leaf, city.namer.stem(city.names.get(level).names().get(area)));
            }
        }
    }

    private void addCompound(int t, int[] leaf, String stem) {
        double area = 0;
        for (int member : leaf) {
            area += mesh.areaM2(member);
        }
        double side = Math.min(220, 0.45 * Math.sqrt(area));
        double width = side * (0.7 + 0.6 * random.nextDouble());
        double height = side * side / width;
        double turn = 0.25 * (random.nextDouble() - 0.5);
        double x = mesh.centreX(t);
        double y = mesh.centreY(t);
        Coordinate[] ring = new Coordinate[5];
        double[][] corners = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
        for (int i = 0; i < 5; i++) {
            double dx = corners[i][0] * width / 2;
            double dy = corners[i][1] * height / 2;
            ring[i] = position(x + dx - turn * dy, y + dy + turn * dx);
        }
        String name = unique(stem, settings.texts("compound_endings"));
        add("compounds", named(code("C", rows("compounds").size() + 1), name), Geometries.FACTORY.createPolygon(ring));
    }

    private void makeAddresses(int wanted) {
        List<Feature> compounds = rows("compounds");
        int ofCompounds = compounds.isEmpty() ? 0 : wanted * 2 / 5;
        for (int i = 0; i < ofCompounds; i++) {
            Feature compound = compounds.get(i % compounds.size());
            addBuilding(compound, i / compounds.size() + 1);
        }
        int perRoad = (wanted - ofCompounds + roads.size() - 1) / Math.max(1, roads.size());
        for (int r = 0; r < roads.size(); r++) {
            for (int k = 0; k < perRoad && rows("addresses").size() < wanted; k++) {
                addHouse(r, k, perRoad);
            }
        }
    }

    private void addBuilding(Feature compound, int number) {
        Geometry footprint = java.util.Objects.requireNonNull(compound.geometry());
        Coordinate corner = footprint.getCoordinates()[number % 4];
        Coordinate middle = footprint.getCentroid().getCoordinate();
        double share = 0.3 + 0.1 * (number / 4);
        String building = number + settings.text("building");
        Map<String, @Nullable Object> fields = fields(
                code("A", rows("addresses").size() + 1),
                compound.attributes().get(nameField) + building,
                compound.attributes().get(otherNameField) + " " + settings.text("building_romanised") + " " + number);
        fields.put("road", null);
        fields.put("number", null);
        fields.put("compound", compound.attributes().get("code"));
        fields.put("building", building);
        add(
                "addresses",
                fields,
                Geometries.FACTORY.createPoint(new Coordinate(
                        rounded(middle.x + (corner.x - middle.x) * share),
                        rounded(middle.y + (corner.y - middle.y) * share))));
    }

    /** Odd numbers on one side, even ones on the other, growing along the road. */
    private void addHouse(int r, int k, int perRoad) {
        List<Integer> path = roads.get(r);
        double along = (k + 0.5) / perRoad * (path.size() - 1);
        int i = (int) along;
        double share = along - i;
        double ax = mesh.frame().metresX(mesh.x()[path.get(i)]);
        double ay = mesh.frame().metresY(mesh.y()[path.get(i)]);
        double dx = mesh.frame().metresX(mesh.x()[path.get(i + 1)]) - ax;
        double dy = mesh.frame().metresY(mesh.y()[path.get(i + 1)]) - ay;
        double aside = (k % 2 == 0 ? 15 : -15) / Math.max(1, Math.sqrt(dx * dx + dy * dy));
        String number = (k + 1) + settings.text("house");
        Map<String, @Nullable Object> fields = fields(
                code("A", rows("addresses").size() + 1),
                roadNames.get(r) + number,
                (k + 1) + " " + romanised(roadNames.get(r)));
        fields.put("road", code("R", r + 1));
        fields.put("number", Integer.toString(k + 1));
        fields.put("compound", null);
        fields.put("building", null);
        add("addresses", fields, point(ax + dx * share - dy * aside, ay + dy * share + dx * aside));
    }

    private static String code(String letter, int number) {
        return letter + String.format("%05d", number);
    }

    private Map<String, @Nullable Object> named(String code, String name) {
        return fields(code, name, romanised(name));
    }

    private String romanised(String name) {
        for (Map.Entry<String, Object> ending :
                settings.block("endings_romanised").values().entrySet()) {
            if (name.endsWith(ending.getKey())) {
                return city.namer.word(name.substring(
                                0, name.length() - ending.getKey().length())) + " " + ending.getValue();
            }
        }
        return city.namer.word(name);
    }

    private Map<String, @Nullable Object> fields(String code, String name, String other) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", code);
        fields.put(nameField, name);
        fields.put(otherNameField, other);
        return fields;
    }

    private void add(String layer, Map<String, @Nullable Object> fields, Geometry geometry) {
        List<Feature> features = rows(layer);
        features.add(new Feature(features.size() + 1, fields, geometry));
    }

    private Geometry point(double x, double y) {
        return Geometries.FACTORY.createPoint(position(x, y));
    }

    private Coordinate position(double x, double y) {
        Frame frame = mesh.frame();
        return new Coordinate(
                rounded(frame.grid().lon(frame.unitsX(x))), rounded(frame.grid().lat(frame.unitsY(y))));
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e7) / 1e7;
    }
}
