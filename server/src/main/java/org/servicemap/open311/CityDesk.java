package org.servicemap.open311;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.Attachments;
import org.servicemap.attachments.Uploaded;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.http.Caller;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.Filed;
import org.servicemap.requests.Filing;
import org.servicemap.requests.PublicQuery;
import org.servicemap.requests.PublicRequest;
import org.servicemap.storage.Database;

/** The production endpoint: the city's own requests. */
final class CityDesk implements ServiceRequests {
    private final Database database;
    private final CityRequests requests;
    private final Attachments attachments;

    CityDesk(Database database, CityRequests requests, Attachments attachments) {
        this.database = database;
        this.requests = requests;
        this.attachments = attachments;
    }

    @Override
    public Filed file(Filing filing, List<CleanFile> media, Caller by) {
        return database.inTransaction(handle -> {
            Filed filed = requests.file(filing, by);
            media.forEach(file -> tie(handle, file, filed, by));
            return filed;
        });
    }

    private void tie(Handle handle, CleanFile file, Filed filed, Caller by) {
        Uploaded uploaded = attachments.store(handle, file, by.account());
        attachments.tie(handle, uploaded.ref().id(), uploaded.token(), new AttachmentOwner("request", filed.id()));
    }

    @Override
    public List<PublicRequest> list(PublicQuery query) {
        return requests.published().list(query);
    }

    @Override
    public List<PublicRequest> find(List<String> ids) {
        return requests.published().find(ids);
    }
}
