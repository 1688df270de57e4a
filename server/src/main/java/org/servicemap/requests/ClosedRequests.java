package org.servicemap.requests;

import java.util.function.Consumer;
import org.servicemap.requests.language.Labelled;
import org.servicemap.requests.language.PastTexts;
import org.servicemap.storage.Database;

/** What the city's own closed requests said, and their last category: the newest {@value #MOST} without sensitive ones, as far as
 * they were not erased. */
final class ClosedRequests implements PastTexts {
    private static final int MOST = 30_000;
    private static final int FETCHED = 1000;

    private final Database database;

    ClosedRequests(Database database) {
        this.database = database;
    }

    @Override
    public void each(Consumer<Labelled> consumer) {
        database.useTransaction(handle -> {
            try (var texts = handle.createQuery("""
                            SELECT v.value AS text, r.category FROM (
                                SELECT month, id, category FROM requests
                                WHERE state = 'closed' AND category IS NOT NULL AND sensitive IS NOT TRUE
                                ORDER BY id DESC LIMIT :most) AS r
                            JOIN request_values v ON v.month = r.month AND v.request_id = r.id AND v.name = 'text'
                            ORDER BY r.id DESC
                            """)
                    .bind("most", MOST)
                    .setFetchSize(FETCHED)
                    .map((rs, context) -> new Labelled(rs.getString("text"), rs.getString("category")))
                    .iterator()) {
                texts.forEachRemaining(consumer);
            }
        });
    }
}
