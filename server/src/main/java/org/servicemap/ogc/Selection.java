package org.servicemap.ogc;

import java.util.Arrays;

/**
 * One page of what matched.
 *
 * @param matched how many features match in all
 * @param features ordinals of those on the page
 */
record Selection(int matched, int[] features, int offset, int limit) {
    static Selection of(ItemQuery query) {
        int[] all = query.matches();
        int from = Math.min(query.offset(), all.length);
        int to = (int) Math.min((long) from + query.limit(), all.length);
        return new Selection(all.length, Arrays.copyOfRange(all, from, to), query.offset(), query.limit());
    }

    boolean hasNext() {
        return (long) offset + features.length < matched && features.length > 0;
    }

    boolean hasPrevious() {
        return offset > 0;
    }

    int next() {
        return offset + features.length;
    }

    int previous() {
        return Math.max(0, offset - limit);
    }
}
