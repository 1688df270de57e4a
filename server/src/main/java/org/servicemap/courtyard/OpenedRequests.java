package org.servicemap.courtyard;

import java.util.Collection;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.http.Caller;
import org.servicemap.requests.Filing;
import org.servicemap.requests.OfficeRequests;

/** Requests as adopted proposals need them; see {@link OfficeRequests}. */
interface OpenedRequests {
    long open(Filing filing, Caller by, Map<String, Object> origin);

    Map<Long, OfficeRequests.Progress> progress(Handle handle, Collection<Long> ids);

    static OpenedRequests of(OfficeRequests office) {
        return new OpenedRequests() {
            @Override
            public long open(Filing filing, Caller by, Map<String, Object> origin) {
                return office.open(filing, by, origin);
            }

            @Override
            public Map<Long, OfficeRequests.Progress> progress(Handle handle, Collection<Long> ids) {
                return office.progress(handle, ids);
            }
        };
    }
}
