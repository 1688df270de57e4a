package org.servicemap.areas.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageArea;
import org.servicemap.areas.coverage.Level;
import org.servicemap.geo.BBox;
import org.servicemap.geo.LonLat;
import org.servicemap.text.LocalText;

/** What is known of each area besides its shape, by ordinal (the coverage's order: level, then code). Immutable. */
public final class AreaDirectory {
    /**
     * One area as stored.
     *
     * @param level rank, 1 coarsest
     * @param parent ordinal of the parent or −1
     * @param labelPoint a point inside, good for a label
     */
    public record Row(
            int level,
            String code,
            int parent,
            LocalText name,
            Map<String, String> attributes,
            BBox bbox,
            LonLat labelPoint,
            double areaM2) {}

    private static final int[] NONE = {};

    private final List<Level> levels;
    private final Row[] rows;
    private final int[][] children;
    private final List<Map<String, Integer>> byCode = new ArrayList<>();

    private AreaDirectory(List<Level> levels, Row[] rows) {
        this.levels = levels;
        this.rows = rows;
        this.children = childrenOf(rows);
        for (int rank = 0; rank <= Level.MAX_LEVELS; rank++) {
            byCode.add(new HashMap<>());
        }
        for (int i = 0; i < rows.length; i++) {
            byCode.get(rows[i].level()).put(rows[i].code(), i);
        }
    }

    /** From stored rows, in the order of their ordinals. */
    public static AreaDirectory of(List<Level> levels, List<Row> rows) {
        return new AreaDirectory(List.copyOf(levels), rows.toArray(new Row[0]));
    }

    /** From a coverage; computes boxes, label points and sizes. */
    public static AreaDirectory of(Coverage coverage) {
        Row[] rows = new Row[coverage.areas().size()];
        for (CoverageArea area : coverage.areas()) {
            ShapeMeasures measures = ShapeMeasures.of(coverage.grid(), area.shape());
            rows[area.ordinal()] = new Row(
                    area.level(),
                    area.code(),
                    area.parent(),
                    area.name(),
                    area.attributes(),
                    measures.bbox(),
                    measures.labelPoint(),
                    measures.areaM2());
        }
        return new AreaDirectory(coverage.levels(), rows);
    }

    private static int[][] childrenOf(Row[] rows) {
        int[] counts = new int[rows.length];
        for (Row row : rows) {
            if (row.parent() >= 0) {
                counts[row.parent()]++;
            }
        }
        int[][] children = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            children[i] = counts[i] == 0 ? NONE : new int[counts[i]];
        }
        for (int i = rows.length - 1; i >= 0; i--) {
            int parent = rows[i].parent();
            if (parent >= 0) {
                children[parent][--counts[parent]] = i;
            }
        }
        return children;
    }

    public int size() {
        return rows.length;
    }

    /** Coarsest first. */
    public List<Level> levels() {
        return levels;
    }

    public String code(int ordinal) {
        return rows[ordinal].code();
    }

    /** Rank of the area's level, 1 coarsest. */
    public int level(int ordinal) {
        return rows[ordinal].level();
    }

    /** Ordinal of the parent, or −1. */
    public int parent(int ordinal) {
        return rows[ordinal].parent();
    }

    public LocalText name(int ordinal) {
        return rows[ordinal].name();
    }

    public Map<String, String> attributes(int ordinal) {
        return rows[ordinal].attributes();
    }

    public BBox bbox(int ordinal) {
        return rows[ordinal].bbox();
    }

    public LonLat labelPoint(int ordinal) {
        return rows[ordinal].labelPoint();
    }

    public double areaM2(int ordinal) {
        return rows[ordinal].areaM2();
    }

    public Row row(int ordinal) {
        return rows[ordinal];
    }

    public OptionalInt findByCode(int level, String code) {
        Integer ordinal =
                level < 1 || level > Level.MAX_LEVELS ? null : byCode.get(level).get(code);
        return ordinal == null ? OptionalInt.empty() : OptionalInt.of(ordinal);
    }

    /** Ordinals of the areas whose parent this is, ascending. */
    public int[] children(int ordinal) {
        return children[ordinal].clone();
    }

    /** The area itself or the ancestor that stands at the level, or −1 where the chain skips it. */
    public int ancestorAt(int ordinal, int level) {
        int area = ordinal;
        while (area >= 0 && rows[area].level() > level) {
            area = rows[area].parent();
        }
        return area >= 0 && rows[area].level() == level ? area : -1;
    }
}
