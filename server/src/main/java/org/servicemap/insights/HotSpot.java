package org.servicemap.insights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A place and a time with more requests than chance would have.
 *
 * @param category a top one; null for all together
 * @param lon and lat: WGS 84, the middle hexagon's centre
 * @param radiusMetres to the centre of the farthest hexagon; 0 for one hexagon
 * @param days the last so many days of the run
 * @param relativeRisk null when there was nothing outside
 * @param ratio log-likelihood ratio
 * @param p of the scan of this category on this day alone
 * @param nightP the same for there being scans of other categories that day ({@link org.servicemap.insights.spatial.ManyScans}); null: it was found
 *     before this was kept
 */
public record HotSpot(
        @Nullable String category,
        double lon,
        double lat,
        double radiusMetres,
        int days,
        int observed,
        double expected,
        @Nullable Double relativeRisk,
        double ratio,
        double p,
        @Nullable Double nightP) {
    HotSpot ofNight(double corrected) {
        return new HotSpot(
                category, lon, lat, radiusMetres, days, observed, expected, relativeRisk, ratio, p, corrected);
    }

    /** Corrected for all searches of the night, where that was kept; else of its category alone. */
    public double chance() {
        return nightP == null ? p : nightP;
    }

    /**
     * When and how it was looked for.
     *
     * @param settings JSON of the scan
     */
    public record Run(long id, LocalDate lastDay, int studyDays, String settings, int resolution, long requests) {
        private static final JsonMapper JSON = new JsonMapper();

        /** Searches of the night; one where that was not kept, so that what is said then is of one category. */
        int scans() {
            try {
                return Math.max(1, JSON.readTree(settings).path("scans").asInt(1));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
