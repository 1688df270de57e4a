package org.servicemap.insights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which counts of areas may be read by everybody, so that no count of requests by fewer than k people can be worked out from
 * those that are.
 *
 * <p>Areas form a tree with the whole city on top; a count is the sum of those below it and of what is located no finer. A count is
 * withheld (primary) when fewer than k people made the requests, or when fewer than k, but some, are left of it once those that are public
 * one by one are taken away. What is withheld belongs to the nearest published sum above, the city's being taken as known: that sum
 * less the published counts below it is what everybody can work out, the <em>residue</em>. A residue must be nothing, or something
 * that might have been published itself and that lies in at least two parts; until it is, the smallest published count below is
 * withheld too (complementary). What is withheld looks like zero: absent.
 *
 * <p>Guarantee: published counts say nothing but the residues, and each withheld request is in exactly one. So a withheld count that
 * is not zero can have at least k + 1 different values, by all that is published of its category and month together with the city's
 * sum and every request that is public. Pure; after L. Willenborg, T. de Waal: Elements of Statistical Disclosure Control (2001), ch. 3,
 * for sums that form a tree.
 */
final class Suppression {
    private static final Comparator<Node> SMALLEST =
            Comparator.<Node>comparingInt(node -> node.all.requests()).thenComparing(node -> node.key);

    private final int k;

    Suppression(int k) {
        this.k = k;
    }

    /**
     * Requests at one place of the tree.
     *
     * @param path the areas that hold them, coarsest first, as {@code level:code}; empty when only the city is known
     * @param people who made them: the same number, the same person
     * @param listed whether they are public one by one
     */
    record Group(List<String> path, int requests, Set<Long> people, boolean listed) {
        Group {
            path = List.copyOf(path);
            people = Set.copyOf(people);
        }
    }

    /** One area and what is below it. */
    private static final class Node {
        private final String key;
        private final @Nullable Node above;
        private final Map<String, Node> parts = new LinkedHashMap<>();
        private final Crowd all;

        /** What is located no finer; then all that is withheld below and in no other residue. */
        private final Crowd residue;

        /** Published, with no other published one between. */
        private final PriorityQueue<Node> below = new PriorityQueue<>(SMALLEST);

        /** The parts in which the residue lies; itself for what is located no finer. */
        private final Set<Node> spread = new HashSet<>();

        private boolean published;
        private boolean mayBePublished;

        /** Whether each request of it is in something that is published, in this or below. */
        private boolean covered;

        Node(String key, @Nullable Node above, int k) {
            this.key = key;
            this.above = above;
            this.all = new Crowd(k);
            this.residue = new Crowd(k);
        }

        Node part(String area, int k) {
            return parts.computeIfAbsent(area, name -> new Node(name, this, k));
        }

        /** Takes over what another one, which is withheld, had. */
        void take(Node withheld, Node part) {
            residue.add(withheld.residue);
            below.addAll(withheld.below);
            if (!withheld.residue.isEmpty()) {
                spread.add(part);
            }
        }

        /** The part of this one in which another lies. */
        Node partOf(Node node) {
            Node at = node;
            while (at.above != null && at.above != this) {
                at = at.above;
            }
            return at;
        }

        boolean isSafe() {
            return residue.isEmpty() || residue.mayBeKnown() && spread.size() >= 2;
        }
    }

    /** The counts that may be published, by area. */
    Map<String, Integer> publish(List<Group> groups) {
        Node city = new Node("", null, k);
        groups.forEach(group -> add(city, group));
        List<Node> all = new ArrayList<>();
        collect(city, all);
        Set<String> twice = twice(all);
        for (Node node : all) {
            node.mayBePublished = node == city || node.all.mayBeKnown() && !twice.contains(node.key);
            node.published = node.mayBePublished;
            node.covered = node.residue.isEmpty();
        }
        Collections.reverse(all);
        all.forEach(Suppression::settle);
        all.forEach(Suppression::giveBack);
        Collections.reverse(all);
        Map<String, Integer> published = new LinkedHashMap<>();
        all.stream()
                .filter(node -> node != city && node.published)
                .forEach(node -> published.put(node.key, node.all.requests()));
        return published;
    }

    private void add(Node city, Group group) {
        Node at = city;
        add(at.all, group);
        for (String area : group.path()) {
            at = at.part(area, k);
            add(at.all, group);
        }
        add(at.residue, group);
    }

    private static void add(Crowd crowd, Group group) {
        crowd.add(group.requests(), group.people(), group.listed());
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

    /** Withholds counts below until the residue is safe; what is below is settled already. */
    private static void settle(Node node) {
        if (!node.residue.isEmpty()) {
            node.spread.add(node);
        }
        for (Node part : node.parts.values()) {
            if (part.published) {
                node.below.add(part);
            } else {
                node.take(part, part);
            }
        }
        while (node.published && !node.isSafe() && !node.below.isEmpty()) {
            Node smallest = node.below.remove();
            smallest.published = false;
            node.take(smallest, node.partOf(smallest));
        }
    }

    /** What was withheld and hides nothing, since it is the sum of what is published, is published after all. */
    private static void giveBack(Node node) {
        node.covered =
                node.published || node.covered && node.parts.values().stream().allMatch(part -> part.covered);
        node.published = node.mayBePublished && node.covered;
    }

    /** The areas of a group in the tree, without levels that are not known. */
    static List<String> path(List<String> levels, List<@Nullable String> codes) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < levels.size() && i < codes.size(); i++) {
            String code = codes.get(i);
            if (code != null) {
                path.add(levels.get(i) + ":" + code);
            }
        }
        return path;
    }
}
