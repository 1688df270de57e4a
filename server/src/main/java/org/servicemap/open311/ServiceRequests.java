package org.servicemap.open311;

import java.util.List;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.http.Caller;
import org.servicemap.requests.Filed;
import org.servicemap.requests.Filing;
import org.servicemap.requests.PublicQuery;
import org.servicemap.requests.PublicRequest;

/** Where an endpoint's requests are. Thread-safe. */
interface ServiceRequests {
    /** Files a request with its pictures; durable, where anything is, when it returns. */
    Filed file(Filing filing, List<CleanFile> media, Caller by);

    /** The published ones, the newest first. */
    List<PublicRequest> list(PublicQuery query);

    /** Those of these ids that may be spoken of. */
    List<PublicRequest> find(List<String> ids);
}
