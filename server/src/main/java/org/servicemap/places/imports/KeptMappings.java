package org.servicemap.places.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.servicemap.storage.Database;

/**
 * How tables were read before. Those of one office look alike each month: they are known again by the names of their columns, in
 * whatever order these stand. Thread-safe.
 */
final class KeptMappings {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Database database;

    KeptMappings(Database database) {
        this.database = database;
    }

    /**
     * As the page makes a mapping.
     *
     * @param columns our field → the file's column
     * @param category of all rows, where no column says it; empty for none
     * @param complete category of which the file holds all places; empty for none
     */
    record Kept(Map<String, String> columns, String crs, String encoding, String category, String complete) {
        Kept {
            columns = Map.copyOf(columns);
        }
    }

    Optional<Kept> find(Collection<String> header) {
        return database.inSnapshot(handle -> handle.createQuery(
                        "SELECT mapping::text FROM place_import_mappings WHERE signature = :signature")
                .bind("signature", signature(header))
                .mapTo(String.class)
                .findOne()
                .map(KeptMappings::read));
    }

    /** @param by who: {@code account:17} */
    void keep(Collection<String> header, Kept mapping, String by) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO place_import_mappings (signature, mapping, changed_by)
                        VALUES (:signature, CAST(:mapping AS jsonb), :by)
                        ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping, changed_by = excluded.changed_by,
                            changed_at = clock_timestamp()
                        """)
                .bind("signature", signature(header))
                .bind("mapping", write(mapping))
                .bind("by", by)
                .execute());
    }

    private static byte[] signature(Collection<String> header) {
        try {
            String names = String.join("\n", new TreeSet<>(header));
            return MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String write(Kept mapping) {
        try {
            return MAPPER.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mapping cannot be written", e);
        }
    }

    private static Kept read(String json) {
        try {
            return MAPPER.readValue(json, Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept mapping cannot be read", e);
        }
    }
}
