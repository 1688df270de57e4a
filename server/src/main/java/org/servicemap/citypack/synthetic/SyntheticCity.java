package org.servicemap.citypack.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.GridShape;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.areas.coverage.SourceFeature;
import org.servicemap.formats.FeatureReader;
import org.servicemap.geo.Crs;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * An invented but natural-looking division of a real city: exactly nested areas inside given outlines, with given codes and
 * names, as many leaves as asked for, small where settlements are dense. What to make is data ({@code generate:} in
 * pack.yml, documented in {@code gis-data/README.md}).
 *
 * <p>Deterministic: the same settings and files give the same bytes on every machine and JDK (SplittableRandom, StrictMath, no result
 * depends on the order of threads). Everything lies on one mesh of triangles with integer vertices, so that the levels nest and
 * are noded exactly by construction. Output is WGS 84; vertices are exact on the city's canonical grid.
 */
public final class SyntheticCity {
    /** Vertices for each leaf: about twice as many triangles, a border of about nine edges. */
    private static final int MOST_LEAVES = 2_000_000;

    private static final int POINTS_PER_LEAF = 5;

    final Mesh mesh;
    final List<AreaNames> names;
    final Partition partition;
    final AreaNamer namer;
    final Bends bends;
    final Seats seats;
    final Map<String, LonLat> stated;
    private final long seed;
    private final Path folder;
    private @Nullable Streets streets;
    private Map<String, Object> streetsSettings = Map.of();

    private SyntheticCity(Settings settings, Path folder) throws IOException {
        this.seed = settings.whole("seed", 1);
        this.folder = folder;
        SplittableRandom random = new SplittableRandom(seed);
        this.names = names(settings, folder);
        this.namer = new AreaNamer(settings.block("names"));
        int[] quotas = quotas(settings, random.split());
        BorderGraph graph = outlines(settings.block("outlines"), folder);
        Raster raster = Raster.of(graph, settings.number("raster_metres", 200, 10, 10_000));
        this.stated =
                settings.values().containsKey("seats") ? Seats.read(folder.resolve(settings.text("seats"))) : Map.of();
        this.seats =
                Seats.place(raster, graph.frame(), names.get(1), names.get(0).size(), stated);
        Density density = Density.of(raster, seats, wantedPoints(quotas));
        Borders borders = Borders.of(graph, raster, density, random.split());
        double[] points = Scatter.points(raster, seats, density, borders, graph.frame(), random.split());
        this.mesh = MeshBuilder.build(graph.frame(), borders, points);
        this.partition = Partition.of(
                mesh,
                names,
                seats,
                quotas,
                density.masses(mesh, raster),
                settings.texts("rural_suffixes"),
                random.split());
        Relaxation.relax(mesh, leafOf());
        mesh.requireProper();
        this.bends = new Bends(mesh, seed);
    }

    /**
     * Makes the city; takes seconds and some hundred megabytes for 100,000 leaves.
     *
     * @param folder the pack's folder, which file names in the settings are relative to
     * @param settings the {@code generate:} block
     * @throws GeneratorException when no city can be made of them
     */
    public static SyntheticCity generate(Path folder, Map<String, Object> settings) throws IOException {
        return new SyntheticCity(new Settings(settings), folder);
    }

    private static List<AreaNames> names(Settings settings, Path folder) throws IOException {
        List<AreaNames> names = new ArrayList<>();
        for (String file : settings.texts("codes")) {
            names.add(AreaNames.read(folder.resolve(file), names.isEmpty() ? null : names.get(names.size() - 1)));
        }
        if (names.size() < 2) {
            throw new GeneratorException(
                    "bad_settings", "generate.codes must name a file for each of two levels at least");
        }
        return List.copyOf(names);
    }

    private int[] quotas(Settings settings, SplittableRandom random) {
        AreaNames lowest = names.get(names.size() - 1);
        int leaves = (int) settings.whole("leaves", lowest.size() * 8L, 1, MOST_LEAVES);
        int least = (int) settings.whole("leaves_at_least", 3, 1, 1000);
        return Quotas.of(lowest, settings.texts("rural_suffixes"), leaves, least, random);
    }

    private BorderGraph outlines(Settings settings, Path folder) throws IOException {
        List<Outline> read = EchartsOutlines.read(folder.resolve(settings.text("file")));
        List<Outline> ordered = new ArrayList<>();
        for (String code : names.get(0).codes()) {
            ordered.add(read.stream()
                    .filter(o -> o.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new GeneratorException("bad_outlines", "there is no outline of area " + code)));
        }
        double fragmentUnits =
                settings.number("fragment_degrees2", 1e-4, 0, 1) * EchartsOutlines.SCALE * EchartsOutlines.SCALE;
        OutlineEdges clean = OutlineCleaner.clean(ordered, fragmentUnits);
        return BorderGraph.of(clean, EchartsOutlines.SCALE, Crs.parse(settings.text("crs")));
    }

    private int[] wantedPoints(int[] quotas) {
        int[] sums = quotas;
        for (int level = names.size() - 1; level > 1; level--) {
            int[] above = new int[names.get(level - 1).size()];
            for (int i = 0; i < sums.length; i++) {
                above[names.get(level).parents()[i]] += sums[i];
            }
            sums = above;
        }
        return java.util.Arrays.stream(sums).map(n -> n * POINTS_PER_LEAF).toArray();
    }

    int[] leafOf() {
        return partition.areaOf().get(partition.areaOf().size() - 1);
    }

    /** Number of levels made: those with names, and the leaves. */
    public int levels() {
        return partition.areaOf().size();
    }

    public int leafCount() {
        return partition.parentOfLeaf().length;
    }

    /**
     * The zones of one overlay.
     *
     * @param id the overlay's id; overlays without stated centres differ by it
     * @param settings the overlay's {@code generate:} block
     */
    public List<OverlayFeature> overlay(String id, Map<String, Object> settings) throws IOException {
        return Zones.of(this, new Settings(settings), folder, seed ^ id.hashCode());
    }

    /**
     * One layer of the synthetic gazetteer: {@code roads}, {@code intersections}, {@code compounds} or {@code addresses}, with the
     * fields and geometries that the files of a pack have ({@code gis-data/README.md}), in WGS 84.
     *
     * @param settings the gazetteer's {@code generate:} block
     */
    public FeatureReader gazetteer(String layer, Map<String, Object> settings) {
        if (streets == null || !streetsSettings.equals(settings)) {
            streetsSettings = Map.copyOf(settings);
            streets = Streets.of(this, new Settings(settings), seed);
        }
        return new ListReader(layer, streets.layer(layer));
    }

    /**
     * All areas, coarsest level first; geometries are traced while iterating, and may be iterated again. Ranks are 1 (outlines) to
     * {@link #levels()}.
     *
     * @param layers name of each level's layer for the report, coarsest first
     */
    public Iterable<SourceFeature> areas(List<String> layers) {
        return () -> IntStream.rangeClosed(1, levels())
                .boxed()
                .flatMap(rank -> level(rank, layers.get(rank - 1)))
                .iterator();
    }

    private java.util.stream.Stream<SourceFeature> level(int rank, String layer) {
        int[] areaOf = partition.areaOf().get(rank - 1);
        boolean leaf = rank == levels();
        int n = leaf ? leafCount() : names.get(rank - 1).size();
        int[][] members = Mesh.members(areaOf, n);
        Tracer tracer = new Tracer(mesh, bends);
        AreaNames above = rank == 1 ? null : names.get(rank - 2);
        int[] numbers = leaf ? leafNumbers() : new int[0];
        return IntStream.range(0, n).mapToObj(i -> {
            Geometry geometry = Geometries.of(mesh.frame().grid(), shape(tracer, members[i], areaOf, layer, i));
            int parent =
                    leaf ? partition.parentOfLeaf()[i] : names.get(rank - 1).parents()[i];
            String parentCode = above == null ? null : above.codes().get(parent);
            String code = leaf
                    ? parentCode + String.format("%03d", numbers[i])
                    : names.get(rank - 1).codes().get(i);
            LocalText name = leaf
                    ? namer.leafName(numbers[i])
                    : namer.name(names.get(rank - 1).names().get(i));
            return new SourceFeature(rank, layer, i + 1, code, parentCode, name, Map.of(), geometry);
        });
    }

    private static GridShape shape(Tracer tracer, int[] members, int[] areaOf, String layer, int i) {
        if (members.length == 0) {
            throw new GeneratorException("bad_mesh", "area " + (i + 1) + " of " + layer + " got no land");
        }
        return tracer.trace(members, areaOf);
    }

    private int[] leafNumbers() {
        int[] numbers = new int[leafCount()];
        for (int i = 0; i < numbers.length; i++) {
            boolean first = i == 0 || partition.parentOfLeaf()[i] != partition.parentOfLeaf()[i - 1];
            numbers[i] = first ? 1 : numbers[i - 1] + 1;
        }
        return numbers;
    }
}
