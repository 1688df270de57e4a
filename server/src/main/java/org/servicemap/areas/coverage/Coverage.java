package org.servicemap.areas.coverage;

import java.util.List;

/**
 * All areas of one version, canonical. Guarantees (established by import, relied on by the index):
 *
 * <ul>
 *   <li>areas are ordered by level, then code; a parent's level is coarser than its child's;
 *   <li>the {@code own} shapes of all areas are pairwise interior-disjoint and exactly noded: an edge stands in at most two
 *       of them, in opposite directions, and no edge crosses another or passes through a vertex;
 *   <li>an area's {@code shape} is the union of its own part and its children's shapes, on the same vertices.
 * </ul>
 */
public record Coverage(CanonicalGrid grid, List<Level> levels, List<CoverageArea> areas) {
    public Coverage {
        levels = List.copyOf(levels);
        areas = List.copyOf(areas);
    }
}
