package org.servicemap.http;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A code that an area had until a version of the areas took it away.
 *
 * @param versions by which requests were placed under it while it was that area's; the same code of a later version is another area's
 */
public record FormerArea(String level, String code, Set<String> versions) {
    public FormerArea {
        // in one order on every server: entity tags are made of it
        versions = Collections.unmodifiableSortedSet(new TreeSet<>(versions));
    }
}
