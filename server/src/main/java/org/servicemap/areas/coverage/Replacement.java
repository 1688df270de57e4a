package org.servicemap.areas.coverage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.servicemap.geo.BBox;

/** What stays and what opens when one area's descendants are replaced from a level downwards. */
final class Replacement {
    private final Coverage base;
    private final Map<Integer, Integer> levelByRank = new HashMap<>();
    private final boolean[] removed;
    private final boolean[] inside;
    /** Candidates of the areas that stay, in the base's order. */
    final List<Candidate> kept = new ArrayList<>();
    /** By kept candidate: its ordinal in the base. */
    private final List<Integer> ordinals = new ArrayList<>();

    private final int[] keptIndex;
    private final Set<String> codes = new HashSet<>();

    Replacement(Coverage base, int parentOrdinal, int fromLevel) {
        this.base = base;
        for (int i = 0; i < base.levels().size(); i++) {
            levelByRank.put(base.levels().get(i).rank(), i);
        }
        int n = base.areas().size();
        removed = new boolean[n];
        inside = new boolean[n];
        keptIndex = new int[n];
        Arrays.fill(keptIndex, -1);
        for (CoverageArea area : base.areas()) {
            int i = area.ordinal();
            inside[i] = i == parentOrdinal || (area.parent() >= 0 && inside[area.parent()]);
            removed[i] = inside[i] && i != parentOrdinal && level(area) >= fromLevel;
            if (!removed[i]) {
                keptIndex[i] = kept.size();
                ordinals.add(i);
                kept.add(candidate(area));
                codes.add(level(area) + "/" + area.code());
            }
        }
    }

    private int level(CoverageArea area) {
        return levelByRank.getOrDefault(area.level(), 0);
    }

    private Candidate candidate(CoverageArea area) {
        Findings.Subject subject = new Findings.Subject("", 0, area.code(), area.code());
        return new Candidate(
                level(area), area.code(), null, area.name(), area.attributes(), subject, new ArrayList<>());
    }

    /** By kept candidate: its parent among the kept, −1 for none. */
    void link(int[] parent) {
        for (int k = 0; k < ordinals.size(); k++) {
            int before = base.areas().get(ordinals.get(k)).parent();
            parent[k] = before < 0 ? -1 : keptIndex[before];
        }
    }

    /** Kept candidates that may give their place to new children. */
    BitSet open() {
        BitSet open = new BitSet();
        for (int k = 0; k < ordinals.size(); k++) {
            open.set(k, inside[ordinals.get(k)]);
        }
        return open;
    }

    /** By kept candidate: what it owns once the removed areas are gone. */
    int[][][][] regions() {
        List<List<int[][]>> freed = new ArrayList<>();
        boolean[] keptChildren = new boolean[base.areas().size()];
        base.areas().forEach(area -> freed.add(new ArrayList<>()));
        for (CoverageArea area : base.areas()) {
            if (removed[area.ordinal()]) {
                freed.get(keptAncestor(area)).addAll(Arrays.asList(area.own().polygons()));
            } else if (area.parent() >= 0) {
                keptChildren[area.parent()] = true;
            }
        }
        int[][][][] regions = new int[ordinals.size()][][][];
        for (int k = 0; k < regions.length; k++) {
            CoverageArea area = base.areas().get(ordinals.get(k));
            List<int[][]> more = freed.get(area.ordinal());
            regions[k] = more.isEmpty()
                    ? area.own().polygons()
                    : keptChildren[area.ordinal()]
                            ? union(area.own().polygons(), more)
                            : area.shape().polygons();
        }
        return regions;
    }

    private int keptAncestor(CoverageArea area) {
        int at = area.parent();
        while (removed[at]) {
            at = base.areas().get(at).parent();
        }
        return at;
    }

    private static int[][][] union(int[][][] own, List<int[][]> more) {
        int[][][] all = Arrays.copyOf(own, own.length + more.size());
        for (int i = 0; i < more.size(); i++) {
            all[own.length + i] = more.get(i);
        }
        Arrangement plane = Arrangement.of(new int[][][][] {all});
        int[][] covers = Faces.covers(plane);
        int[] label = new int[plane.faceCount];
        for (int f = 0; f < label.length; f++) {
            label[f] = covers[f].length > 0 ? 0 : -1;
        }
        return Dissolver.dissolve(plane, label, 1)[0].polygons();
    }

    /** Whether an area of this level and code stays. */
    boolean keeps(int level, String code) {
        return codes.contains(level + "/" + code);
    }

    boolean onGrid(BBox box) {
        CanonicalGrid grid = base.grid();
        double size = Math.scalb(1.0, 31 - grid.k());
        return box.minLon() >= grid.originLon()
                && box.minLat() >= grid.originLat()
                && box.maxLon() < grid.originLon() + size
                && box.maxLat() < grid.originLat() + size;
    }

    /** The same coverage, with the base's own arrays wherever nothing changed. */
    Coverage sharing(Coverage result) {
        Map<String, CoverageArea> before = new HashMap<>();
        base.areas().forEach(area -> before.put(area.level() + "/" + area.code(), area));
        List<CoverageArea> areas = new ArrayList<>(result.areas().size());
        for (CoverageArea area : result.areas()) {
            CoverageArea old = before.get(area.level() + "/" + area.code());
            areas.add(old == null ? area : shared(area, old));
        }
        return new Coverage(result.grid(), result.levels(), areas);
    }

    private static CoverageArea shared(CoverageArea area, CoverageArea old) {
        return new CoverageArea(
                area.ordinal(),
                area.level(),
                area.code(),
                area.parent(),
                area.name(),
                area.attributes(),
                same(area.shape(), old.shape()),
                same(area.own(), old.own()));
    }

    private static GridShape same(GridShape now, GridShape old) {
        return Arrays.deepEquals(now.polygons(), old.polygons()) ? old : now;
    }
}
