package org.servicemap.requests.imports;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as a row tells it, in this city's words.
 *
 * @param ref its own id where it comes from
 * @param x longitude or easting in the mapping's CRS; null without a point, then y is null too
 * @param places further ones by role, as far as the row says where they are
 * @param agency who had it there, as written there
 * @param unit the unit of this city that the agency is; null when the mapping does not say
 * @param closing what came of it; null while it is open
 */
public record ImportedRow(
        long line,
        String ref,
        Instant receivedAt,
        String text,
        String channel,
        @Nullable String hotline,
        @Nullable String kind,
        @Nullable String category,
        @Nullable String urgency,
        @Nullable String language,
        Spot spot,
        Map<String, Spot> places,
        Person person,
        @Nullable String agency,
        @Nullable String unit,
        @Nullable Closing closing) {

    /**
     * Where.
     *
     * @param find confidence from which the address is looked up; null to leave it at words, or when there is a point
     */
    public record Spot(
            String kind,
            @Nullable Double x,
            @Nullable Double y,
            String crs,
            @Nullable Double accuracyMetres,
            @Nullable String address,
            @Nullable Double find,
            @Nullable String level,
            @Nullable String area) {
        /** Whether nothing is said of where it is. */
        boolean isEmpty() {
            return x == null && address == null && area == null;
        }
    }

    /** Who; all of it is personal. */
    public record Person(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            boolean enterprise) {
        public boolean isKnown() {
            return name != null || phone != null || email != null;
        }

        /** Never shows the person. */
        @Override
        public String toString() {
            return "Person[…]";
        }
    }

    /** What came of it. */
    public record Closing(
            Instant at,
            String outcome,
            @Nullable String reply,
            @Nullable Boolean contacted,
            @Nullable Boolean solved,
            @Nullable String satisfaction) {}
}
