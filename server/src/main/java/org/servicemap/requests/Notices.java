package org.servicemap.requests;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.servicemap.requests.lifecycle.Notice;

/** Tells petitioners and units of steps: messages are written in the step's transaction and delivered after it. */
interface Notices {
    /** @param params what the templates need beside the request itself ({@code code}, {@code reply} …) */
    void send(Handle handle, Request request, List<Notice> notices, Map<String, String> params);
}
