package org.servicemap.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which counts of areas may be read by everybody, so that no count under k can be worked out from those that are.
 *
 * <p>Areas form a tree with the whole city on top; a count is the sum of those below it and of what is located no finer. Counts under k
 * are withheld (primary). Where the rest of a published sum, once the published parts are taken away, would be under k or belong
 * to a single part, the smallest published part is withheld too (complementary), until it is not. The same holds below a count that was
 * withheld for others' sake, so that its parts do not add up to it. What is withheld looks like zero: absent.
 *
 * <p>Guarantee: whatever is withheld and not zero can still have at least k + 1 different values, by all that is published of its
 * category and month together with the city's sum. Pure; after L. Willenborg, T. de Waal: Elements of Statistical Disclosure
 * Control (2001), ch. 3, for sums that form a tree.
 */
final class Suppression {
    private final int k;

    Suppression(int k) {
        this.k = k;
    }

    /**
     * Requests at one place of the tree.
     *
     * @param path the areas that hold them, coarsest first, as {@code level:code}; empty when only the city is known
     */
    record Group(List<String> path, int requests) {}

    /** One area and what is below it. */
    private static final class Node {
        private final String key;
        private final Map<String, Node> parts = new LinkedHashMap<>();
        private int requests;
        private boolean published;

        Node(String key) {
            this.key = key;
        }

        int rest() {
            return requests
                    - parts.values().stream().mapToInt(part -> part.requests).sum();
        }
    }

    /** The counts that may be published, by area. */
    Map<String, Integer> publish(List<Group> groups) {
        Node city = new Node("");
        groups.forEach(group -> add(city, group));
        List<Node> all = new ArrayList<>();
        collect(city, all);
        Set<String> twice = twice(all);
        all.forEach(node -> node.published = node.requests >= k && !twice.contains(node.key));
        boolean again = true;
        while (again) {
            again = false;
            for (Node node : all) {
                again |= protect(node);
            }
        }
        Map<String, Integer> published = new LinkedHashMap<>();
        all.stream()
                .filter(node -> node != city && node.published)
                .forEach(node -> published.put(node.key, node.requests));
        return published;
    }

    private static void add(Node city, Group group) {
        Node at = city;
        at.requests += group.requests();
        for (String area : group.path()) {
            at = at.parts.computeIfAbsent(area, Node::new);
            at.requests += group.requests();
        }
    }

    private static void collect(Node node, List<Node> all) {
        all.add(node);
        node.parts.values().forEach(part -> collect(part, all));
    }

    /** An area that moved to another one within the period has no one place in the tree: it is withheld. */
    private static Set<String> twice(List<Node> all) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        all.stream().filter(node -> !seen.add(node.key)).forEach(node -> twice.add(node.key));
        return twice;
    }

    /** Withholds one more part if what is withheld below a node could be worked out; true if it did. */
    private boolean protect(Node node) {
        if (node.requests < k || node.parts.isEmpty() || isSafe(node)) {
            return false;
        }
        Optional<Node> smallest = node.parts.values().stream()
                .filter(part -> part.published)
                .min(Comparator.<Node>comparingInt(part -> part.requests).thenComparing(part -> part.key));
        smallest.ifPresent(part -> part.published = false);
        return smallest.isPresent();
    }

    private boolean isSafe(Node node) {
        int hidden = node.rest() > 0 ? 1 : 0;
        int remaining = node.rest();
        for (Node part : node.parts.values()) {
            if (!part.published) {
                hidden++;
                remaining += part.requests;
            }
        }
        boolean nothingHidden = remaining == 0;
        return node.published ? nothingHidden || remaining >= k && hidden >= 2 : remaining >= k;
    }

    /** The path of an area in the tree, without levels that are not known. */
    static Group group(List<String> levels, List<@Nullable String> codes, int requests) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < levels.size() && i < codes.size(); i++) {
            String code = codes.get(i);
            if (code != null) {
                path.add(levels.get(i) + ":" + code);
            }
        }
        return new Group(path, requests);
    }
}
