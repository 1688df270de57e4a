package org.servicemap.areas.coverage;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Gathers findings, and keeps at most so many of one kind (code, severity and layer): a file in which a million features are
 * wrong the same way is told by its first ten thousand, and by how many more there are. Those that are kept are the first in
 * the report's own order, whatever the order in which they came; what is not kept stays in the counts. Thread-safe.
 */
public final class FindingPile {
    /** More than anybody reads, and some megabytes. */
    public static final int MOST_OF_A_KIND = 10_000;

    private final int most;
    private final Map<Kind, Kept> kinds = new HashMap<>();

    public FindingPile() {
        this(MOST_OF_A_KIND);
    }

    /** @param most of each kind that are kept singly */
    public FindingPile(int most) {
        this.most = most;
    }

    private record Kind(String code, Severity severity, String layer) {}

    public synchronized void add(Finding finding) {
        kinds.computeIfAbsent(new Kind(finding.code(), finding.severity(), finding.layer()), Kept::new)
                .add(finding);
    }

    public synchronized boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** All that are kept, and for each kind of which more came, how many. */
    public synchronized ImportReport report() {
        return new ImportReport(kinds.values().stream()
                .flatMap(Kept::findings)
                .sorted(Findings.ORDER)
                .toList());
    }

    /** The first of one kind, the last of them on top. */
    private final class Kept {
        private final Kind kind;
        private final PriorityQueue<Finding> first = new PriorityQueue<>(Collections.reverseOrder(Findings.ORDER));
        private long more;
        private double moreM2;

        private Kept(Kind kind) {
            this.kind = kind;
        }

        private void add(Finding finding) {
            Finding last = first.size() < most ? null : first.peek();
            if (last != null && Findings.ORDER.compare(finding, last) >= 0) {
                countOnly(finding); // most come in their order
                return;
            }
            first.add(finding);
            if (first.size() > most) {
                countOnly(first.remove());
            }
        }

        private void countOnly(Finding finding) {
            more += finding.count();
            moreM2 += finding.m2();
        }

        private Stream<Finding> findings() {
            return more == 0
                    ? first.stream()
                    : Stream.concat(
                            first.stream(),
                            Stream.of(Finding.more(kind.code(), kind.severity(), kind.layer(), more, moreM2)));
        }
    }
}
