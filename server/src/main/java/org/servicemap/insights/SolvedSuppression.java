package org.servicemap.insights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides of which areas everybody may read how many of the published requests were solved.
 *
 * <p>Beside a published count, its solved part tells the part that is still open as well. So both must be of k people at least, also
 * without the requests that are public one by one, whose outcome somebody may know or not (primary). What is withheld lies, with others, between a published solved count and those
 * published below it; everybody can work out how much it is together (the <em>residue</em>), and knows from the counts themselves how
 * many requests each of its <em>pieces</em> has: what a published count has beyond the published counts below it. A residue is safe when its solved
 * and its open requests are of k people each and it lies in at least two pieces, or in one that is the published area's own; until it is,
 * the smallest solved count below is withheld too (complementary).
 *
 * <p>Guarantee: the requests of one or several pieces of a residue, but not of all, are at least k, and so are those of its other pieces, its
 * solved and its open ones; so the solved ones among them can be any of at least k + 1 numbers. What is the whole residue is of k people
 * solved and k open. Inside a piece, what {@link Suppression} guarantees. Pure.
 */
final class SolvedSuppression {
    private static final Comparator<Node> SMALLEST =
            Comparator.<Node>comparingInt(node -> node.whole.requests()).thenComparing(node -> node.key);

    private final int k;

    SolvedSuppression(int k) {
        this.k = k;
    }

    /** Requests at one place, and whether they were solved. */
    record Part(Suppression.Group group, boolean solved) {}

    /** Solved and open requests taken together. */
    private static final class Both {
        private final Crowd solved;
        private final Crowd open;

        Both(int k) {
            solved = new Crowd(k);
            open = new Crowd(k);
        }

        void add(Part part) {
            Suppression.Group group = part.group();
            (part.solved() ? solved : open).add(group.requests(), group.people(), group.listed());
        }

        void add(Both other) {
            solved.add(other.solved);
            open.add(other.open);
        }

        int requests() {
            return solved.requests() + open.requests();
        }

        boolean isHidden() {
            return solved.isHidden() || open.isHidden();
        }

        /** Whether its solved and its open requests are of k people each, also without those that everybody can read. */
        boolean mayBeKnown() {
            return solved.mayBeKnown() && open.mayBeKnown() && solved.isHidden() == open.isHidden();
        }
    }

    /** The city, or an area whose count is published. */
    private static final class Node {
        private final String key;
        private final @Nullable Node above;
        private final List<Node> parts = new ArrayList<>();
        private final Both whole;

        /** What is in no published count below; then all that is withheld below. */
        private final Both residue;

        private final PriorityQueue<Node> below = new PriorityQueue<>(SMALLEST);
        private final Set<String> pieces = new HashSet<>();

        /** Those with requests that are not public one by one. */
        private final Set<String> hiddenPieces = new HashSet<>();

        private boolean published;

        Node(String key, @Nullable Node above, int k) {
            this.key = key;
            this.above = above;
            this.whole = new Both(k);
            this.residue = new Both(k);
        }

        void begin() {
            if (residue.requests() > 0) {
                pieces.add(key);
            }
            if (residue.isHidden()) {
                hiddenPieces.add(key);
            }
        }

        void take(Node withheld) {
            residue.add(withheld.residue);
            below.addAll(withheld.below);
            pieces.addAll(withheld.pieces);
            hiddenPieces.addAll(withheld.hiddenPieces);
        }

        boolean isSafe() {
            return residue.requests() == 0
                    || residue.mayBeKnown() && isSpread(pieces) && (!residue.isHidden() || isSpread(hiddenPieces));
        }

        private boolean isSpread(Set<String> over) {
            return over.size() >= 2 || over.contains(key);
        }
    }

    /**
     * Solved requests, of the areas of which they may be known.
     *
     * @param counts the published counts of requests, by area
     */
    Map<String, Integer> publish(List<Part> parts, Map<String, Integer> counts) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        Node city = new Node("", null, k);
        parts.forEach(part -> place(part, counts, city, nodes));
        settle(city, true);
        Map<String, Integer> solved = new HashMap<>();
        nodes.values().stream()
                .filter(node -> node.published)
                .forEach(node -> solved.put(node.key, node.whole.solved.requests()));
        return solved;
    }

    /** Into the areas above it whose counts are published; the residue of the finest of them has it. */
    private void place(Part part, Map<String, Integer> counts, Node city, Map<String, Node> nodes) {
        Node at = city;
        at.whole.add(part);
        for (String area : part.group().path()) {
            if (counts.containsKey(area)) {
                Node above = at;
                at = nodes.computeIfAbsent(area, key -> {
                    Node node = new Node(key, above, k);
                    above.parts.add(node);
                    return node;
                });
                at.whole.add(part);
            }
        }
        at.residue.add(part);
    }

    /** What is below first; then as much of it is withheld as makes this one's residue safe. */
    private void settle(Node node, boolean isCity) {
        node.parts.forEach(part -> settle(part, false));
        node.begin();
        for (Node part : node.parts) {
            if (part.published) {
                node.below.add(part);
            } else {
                node.take(part);
            }
        }
        while (!node.isSafe() && !node.below.isEmpty()) {
            Node smallest = node.below.remove();
            smallest.published = false;
            node.take(smallest);
        }
        node.published = !isCity && node.whole.mayBeKnown() && node.isSafe();
    }
}
