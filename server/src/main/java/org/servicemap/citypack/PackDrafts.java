package org.servicemap.citypack;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What waits beside draft area versions. All SQL of it. */
final class PackDrafts {
    void insert(Handle handle, long version, PackContent content) {
        handle.createUpdate("INSERT INTO city_drafts (version_id, content) VALUES (:version, :content)")
                .bind("version", version)
                .bind("content", content.toBytes())
                .execute();
    }

    Optional<PackContent> find(Handle handle, long version) {
        return handle.createQuery("SELECT content FROM city_drafts WHERE version_id = :version")
                .bind("version", version)
                .mapTo(byte[].class)
                .findOne()
                .map(PackContent::fromBytes);
    }

    void delete(Handle handle, long version) {
        handle.createUpdate("DELETE FROM city_drafts WHERE version_id = :version")
                .bind("version", version)
                .execute();
    }
}
