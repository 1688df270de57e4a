package org.servicemap.areas;

import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/**
 * Raster tiles of another provider that the page draws beneath the city's own data.
 *
 * @param url template with {@code {z}/{x}/{y}}
 * @param crs {@code wgs84} or {@code gcj02}
 */
@Describe("Raster tiles of another provider, to draw beneath")
public record BaseTiles(
        @Describe("Template with {z}, {x} and {y}") String url,
        LocalText attribution,
        @Describe("wgs84 or gcj02") String crs,
        @Describe("Finest zoom that the provider has") int maxZoom) {
    /**
     * The configured tiles, or null without a template.
     *
     * @param language what the attribution is written in
     */
    public static @Nullable BaseTiles of(
            @Nullable String url, String attribution, String language, String crs, int maxZoom) {
        if (url == null) {
            return null;
        }
        LocalText text = attribution.isBlank() ? LocalText.EMPTY : LocalText.of(language, attribution);
        return new BaseTiles(url, text, crs, maxZoom);
    }
}
