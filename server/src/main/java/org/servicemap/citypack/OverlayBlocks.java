package org.servicemap.citypack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the {@code overlays} of {@code pack.yml} as far as that file alone can say. */
final class OverlayBlocks {
    private static final int FARTHEST_METRES = 10_000;

    private OverlayBlocks() {}

    /** @throws PackException {@code bad_value} at the key of the overlay at fault */
    static void check(List<PackFile.OverlayBlock> overlays) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < overlays.size(); i++) {
            PackFile.OverlayBlock overlay = overlays.get(i);
            String key = "overlays[" + i + "].";
            CityPack.require(overlay.id() != null && !overlay.id().isBlank(), key + "id", "is missing");
            CityPack.require(ids.add(overlay.id()), key + "id", "«" + overlay.id() + "» stands twice");
            CityPack.requireText(overlay.name(), key + "name");
            requireOneSource(overlay, "overlays[" + i + "]");
            requireTolerance(overlay.toleranceMetres(), "overlays." + overlay.id() + ".tolerance_metres");
        }
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
