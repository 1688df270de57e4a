package org.servicemap.attachments;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which sealed files the rows name: for copies of the whole installation. */
public final class AttachmentFiles {
    private AttachmentFiles() {}

    /** Addresses of all that rows name, pictures and their small ones. */
    public static List<String> named(Handle handle) {
        return handle.createQuery("""
                        SELECT address FROM attachments
                        UNION SELECT thumbnail FROM attachments WHERE thumbnail IS NOT NULL ORDER BY 1
                        """).mapTo(String.class).list();
    }

    /** Whether a row still names it. */
    public static boolean isNamed(Handle handle, String address) {
        return !AttachmentRows.used(handle, List.of(address)).isEmpty();
    }

    /** Takes the rows away that name one of these; answers how many. */
    public static int withdraw(Handle handle, Collection<String> addresses) {
        return handle.createUpdate("DELETE FROM attachments WHERE address = ANY (:all) OR thumbnail = ANY (:all)")
                .bindArray("all", String.class, addresses.toArray())
                .execute();
    }
}
