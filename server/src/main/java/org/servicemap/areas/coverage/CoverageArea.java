package org.servicemap.areas.coverage;

import java.util.Map;
import org.servicemap.text.LocalText;

/**
 * One area of a {@link Coverage}.
 *
 * @param ordinal its place in {@link Coverage#areas()}
 * @param level rank of its level, 1 coarsest
 * @param code unique within its level
 * @param parent ordinal of the area that holds it (any coarser level), or −1
 * @param shape the whole area: the union of its descendants' and its own part
 * @param own the part that no child covers: everything for a leaf, usually empty above
 */
public record CoverageArea(
        int ordinal,
        int level,
        String code,
        int parent,
        LocalText name,
        Map<String, String> attributes,
        GridShape shape,
        GridShape own) {}
