package org.servicemap;

import java.util.Locale;

/**
 * How large a test of three sizes is run: {@code ci} unless {@code SERVICEMAP_TEST_SIZE} says {@code bench} or {@code soak}.
 * The code is the same, only the counts differ.
 */
public enum TestSize {
    CI,
    BENCH,
    SOAK;

    public static TestSize current() {
        String named = System.getenv().getOrDefault("SERVICEMAP_TEST_SIZE", "ci");
        return valueOf(named.toUpperCase(Locale.ROOT));
    }

    /** One of three counts. */
    public static int pick(int ci, int bench, int soak) {
        return switch (current()) {
            case CI -> ci;
            case BENCH -> bench;
            case SOAK -> soak;
        };
    }
}
