package org.servicemap.citypack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.Attempts;

/** Checks the {@code overlays} of {@code pack.yml} as far as that file alone can say. */
final class OverlayBlocks {
    private static final int FARTHEST_METRES = 10_000;

    private OverlayBlocks() {}

    /** Notes {@code bad_value} at the key of each overlay at fault. */
    static void check(List<PackFile.OverlayBlock> overlays, Attempts<PackException> attempts) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < overlays.size(); i++) {
            PackFile.OverlayBlock overlay = overlays.get(i);
            String key = "overlays[" + i + "]";
            if (overlay == null) {
                attempts.run(() -> CityPack.require(false, key, "is empty"));
                continue;
            }
            attempts.run(() -> requireId(overlay, key + ".id", ids));
            attempts.run(() -> CityPack.requireText(overlay.name(), key + ".name"));
            attempts.run(() -> requireOneSource(overlay, key));
            attempts.run(() ->
                    requireTolerance(overlay.toleranceMetres(), "overlays." + overlay.id() + ".tolerance_metres"));
        }
    }

    private static void requireId(PackFile.OverlayBlock overlay, String key, Set<String> ids) {
        CityPack.require(overlay.id() != null && !overlay.id().isBlank(), key, "is missing");
        CityPack.require(ids.add(overlay.id()), key, "«" + overlay.id() + "» stands twice");
    }

    private static void requireOneSource(PackFile.OverlayBlock overlay, String key) {
        boolean hasFile = overlay.file() != null && !overlay.file().isBlank();
        CityPack.require(
                hasFile != (overlay.generate() != null),
                key,
                "«" + overlay.id() + "» needs a file: (or generate:), " + (hasFile ? "not both" : "and has neither"));
    }

    private static void requireTolerance(@Nullable Double tolerance, String key) {
        CityPack.require(
                tolerance == null || tolerance >= 0 && tolerance <= FARTHEST_METRES,
                key,
                "a number from 0 to " + FARTHEST_METRES + ", not " + tolerance);
    }
}
