package org.servicemap.requests;

import java.util.Map;
import org.servicemap.areas.index.AreaSnapshot;

/** A filing with all that is known before anything is written: where it is, and what the catalogue says. */
record PreparedFiling(
        Filing filing, Located where, Map<String, Located> places, Routing.Answer answer, boolean doubtful) {
    AreaSnapshot snapshot() {
        return where.snapshot();
    }

    PreparedFiling held() {
        return new PreparedFiling(filing, where, places, answer.held(), doubtful);
    }
}
