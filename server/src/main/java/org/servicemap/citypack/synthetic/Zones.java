package org.servicemap.citypack.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Geometry;
import org.servicemap.areas.coverage.OverlayFeature;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/**
 * Service zones for an overlay: every piece of land goes to the nearest of some centres. Pieces are the areas of one level, so
 * that zones follow those and cut coarser ones, or the mesh's triangles, so that zones cut through everything.
 */
final class Zones {
    private final SyntheticCity city;
    private final Mesh mesh;
    private final List<String> codes = new ArrayList<>();
    private final List<LocalText> names = new ArrayList<>();
    private final List<double[]> centres = new ArrayList<>();

    private Zones(SyntheticCity city) {
        this.city = city;
        this.mesh = city.mesh;
    }

    static List<OverlayFeature> of(SyntheticCity city, Settings settings, Path folder, long seed) throws IOException {
        Zones zones = new Zones(city);
        if (settings.values().containsKey("centres")) {
            zones.readCentres(folder.resolve(settings.text("centres")));
        } else {
            zones.centresBesideSeats(settings, new SplittableRandom(seed));
        }
        int[] pieces = zones.pieces((int) settings.whole("pieces_of", 0, 0, city.levels()));
        int[] zoneOf = zones.nearest(pieces, settings.number("reach_km", 1e6, 0, 1e6) * 1000);
        zones.limit(zoneOf, Set.copyOf(settings.texts("within")));
        return zones.features(zoneOf);
    }

    private void readCentres(Path file) throws IOException {
        for (Table.Row row : Table.read(file).rows()) {
            codes.add(row.text("code"));
            names.add(city.namer.text(row.text("name"), row.text("name_romanised")));
            LonLat at = row.place();
            centres.add(new double[] {
                mesh.frame().metresXOfLon(at.lon()), mesh.frame().metresYOfLat(at.lat())
            });
        }
        if (centres.isEmpty()) {
            throw new GeneratorException("unknown_centre", file.getFileName() + " states no centres");
        }
    }

    /** One zone per area of the second level, its centre some way from the seat, so that zones and areas disagree. */
    private void centresBesideSeats(Settings settings, SplittableRandom random) {
        AreaNames areas = city.names.get(1);
        double shift = settings.number("shift_share", 0.15, 0, 1);
        double[] size = new double[areas.size()];
        int[] areaOf = city.partition.areaOf().get(1);
        for (int t = 0; t < mesh.size(); t++) {
            size[areaOf[t]] += mesh.areaM2(t);
        }
        for (int a = 0; a < areas.size(); a++) {
            double reach = shift * Math.sqrt(size[a]);
            codes.add(settings.text("code_prefix") + areas.codes().get(a));
            String stem = city.namer.stem(areas.names().get(a));
            names.add(city.namer.text(
                    stem + settings.text("name_suffix"),
                    city.namer.word(stem) + " " + settings.text("name_suffix_romanised")));
            centres.add(new double[] {
                city.seats.x[a] + reach * (2 * random.nextDouble() - 1),
                city.seats.y[a] + reach * (2 * random.nextDouble() - 1)
            });
        }
    }

    /** The piece of each triangle: its area at a rank, or itself when the rank is 0. */
    private int[] pieces(int rank) {
        if (rank > 0) {
            return city.partition.areaOf().get(rank - 1);
        }
        int[] own = new int[mesh.size()];
        Arrays.setAll(own, t -> t);
        return own;
    }

    private int[] nearest(int[] pieceOf, double reach) {
        int n = Arrays.stream(pieceOf).max().orElse(0) + 1;
        double[] sx = new double[n];
        double[] sy = new double[n];
        int[] count = new int[n];
        for (int t = 0; t < pieceOf.length; t++) {
            sx[pieceOf[t]] += mesh.centreX(t);
            sy[pieceOf[t]] += mesh.centreY(t);
            count[pieceOf[t]]++;
        }
        int[] zone = new int[n];
        for (int p = 0; p < n; p++) {
            zone[p] = count[p] == 0 ? -1 : nearest(sx[p] / count[p], sy[p] / count[p], reach);
        }
        int[] zoneOf = new int[pieceOf.length];
        Arrays.setAll(zoneOf, t -> zone[pieceOf[t]]);
        return zoneOf;
    }

    private int nearest(double x, double y, double reach) {
        int best = -1;
        double least = reach * reach;
        for (int c = 0; c < centres.size(); c++) {
            double d = Seats.square(centres.get(c)[0] - x) + Seats.square(centres.get(c)[1] - y);
            if (d < least) {
                least = d;
                best = c;
            }
        }
        return best;
    }

    /** Land outside the given areas (of the first or second level) has no zone. */
    private void limit(int[] zoneOf, Set<String> within) {
        if (within.isEmpty()) {
            return;
        }
        Set<String> unknown = new HashSet<>(within);
        city.names.get(0).codes().forEach(unknown::remove);
        city.names.get(1).codes().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new GeneratorException("bad_settings", "generate.within names no area: " + unknown);
        }
        int[] first = city.partition.areaOf().get(0);
        int[] second = city.partition.areaOf().get(1);
        for (int t = 0; t < zoneOf.length; t++) {
            boolean inside = within.contains(city.names.get(0).codes().get(first[t]))
                    || within.contains(city.names.get(1).codes().get(second[t]));
            zoneOf[t] = inside ? zoneOf[t] : -1;
        }
    }

    private List<OverlayFeature> features(int[] zoneOf) {
        int[][] members = Mesh.members(Arrays.stream(zoneOf).map(z -> z + 1).toArray(), codes.size() + 1);
        Tracer tracer = new Tracer(mesh, city.bends);
        List<OverlayFeature> features = new ArrayList<>();
        for (int z = 0; z < codes.size(); z++) {
            if (members[z + 1].length > 0) {
                Geometry shape = Geometries.of(mesh.frame().grid(), tracer.trace(members[z + 1], zoneOf));
                features.add(new OverlayFeature(codes.get(z), names.get(z), Map.of(), shape));
            }
        }
        return features;
    }
}
