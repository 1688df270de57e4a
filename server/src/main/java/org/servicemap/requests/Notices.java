package org.servicemap.requests;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.storage.Writes;

/** Tells petitioners and units of steps: messages are written in the step's transaction and delivered after it. */
interface Notices {
    /**
     * @param params what the templates need beside the request itself ({@code code}, {@code reply} …)
     * @param petitioner how the petitioner is reached, where the caller knows; null to look it up
     */
    void send(
            Writes writes,
            Request request,
            List<Notice> notices,
            Map<String, String> params,
            @Nullable Contact petitioner);
}
