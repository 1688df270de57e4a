package org.servicemap.open311;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.requests.Filed;
import org.servicemap.requests.Filing;
import org.servicemap.requests.PublicQuery;
import org.servicemap.requests.PublicRequest;
import org.servicemap.requests.PublicRequests;
import org.servicemap.requests.Where;
import org.servicemap.units.CategoryTree;

/**
 * The test endpoint: takes what the production endpoint takes, tells nobody, and keeps the last {@value #KEPT} requests, without
 * contact, words and pictures, until the server stops. Nothing that is real is in it.
 */
final class Sandbox implements ServiceRequests {
    static final int KEPT = 1000;

    private final Supplier<CategoryTree> categories;
    private final Clock clock;
    private final Deque<PublicRequest> kept = new ArrayDeque<>();
    private long last;

    Sandbox(Supplier<CategoryTree> categories, Clock clock) {
        this.categories = categories;
        this.clock = clock;
    }

    @Override
    public synchronized Filed file(Filing filing, List<CleanFile> media, Caller by) {
        long id = ++last;
        kept.addFirst(request("test-" + id, filing));
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
        return new Filed(id, "test-" + id, "TEST-TEST-TEST");
    }

    private PublicRequest request(String number, Filing filing) {
        CategoryTree tree = categories.get();
        String code = String.valueOf(filing.category());
        LonLat point = tree.publication(code).equals("point") ? point(filing.where()) : null;
        Instant now = clock.instant();
        return new PublicRequest(
                number, tree.find(code).orElseThrow(), false, null, now, now, null, List.of(), point, null, null, null);
    }

    private static @Nullable LonLat point(Where where) {
        return where.x() == null || where.y() == null ? null : new LonLat(where.x(), where.y());
    }

    @Override
    public synchronized List<PublicRequest> list(PublicQuery query) {
        CategoryTree tree = categories.get();
        return kept.stream()
                .filter(each ->
                        PublicRequests.publishesPoints(tree, each.category().code()))
                .filter(each -> fits(query, each))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private static boolean fits(PublicQuery query, PublicRequest each) {
        Instant received = each.receivedAt();
        return !received.isBefore(query.from())
                && !received.isAfter(query.until())
                && (query.categories() == null
                        || query.categories().contains(each.category().code()))
                && (query.closed() == null || query.closed() == each.closed())
                && (query.changedAfter() == null || each.updatedAt().isAfter(query.changedAfter()))
                && (query.circle() == null
                        || each.point() != null && query.circle().holds(each.point()));
    }

    @Override
    public synchronized List<PublicRequest> find(List<String> ids) {
        return kept.stream().filter(each -> ids.contains(each.number())).toList();
    }
}
