package org.servicemap.areas;

import java.util.Locale;
import java.util.Optional;

/** What a batch reads and writes. */
public enum BatchFormat {
    CSV("text/csv"),
    NDJSON("application/x-ndjson");

    private final String mediaType;

    BatchFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** By a file's name. */
    public static Optional<BatchFormat> ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv") || lower.endsWith(".tsv") || lower.endsWith(".txt")) {
            return Optional.of(CSV);
        }
        return lower.endsWith(".ndjson") || lower.endsWith(".jsonl") ? Optional.of(NDJSON) : Optional.empty();
    }

    static BatchFormat ofMediaType(String type) {
        return type.equals(CSV.mediaType) ? CSV : NDJSON;
    }
}
