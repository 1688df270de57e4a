package org.servicemap.wardens;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.servicemap.http.Caller;

/** What items of one kind become. */
interface SyncKind {
    /** Keys of the uploads that an item names, by its field; {@link SyncRefused} for what can be seen before they are read. */
    Map<String, List<String>> photos(SyncItem item);

    /** Takes an item in the handle's transaction; {@link SyncRefused} and then nothing of it is stored. */
    SyncResult take(Handle handle, Caller caller, SyncItem item, SyncPhotos photos, SyncItem.Arrival arrival);

    static long account(Caller caller) {
        return Objects.requireNonNull(caller.account(), "a phone has an account");
    }
}
