package org.servicemap.requests;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.requests.history.Chain;
import org.servicemap.requests.history.Event;

/** What the first event of a warden's report says of the finding. */
@Describe("When and how a warden found it, beside when it arrived")
record FieldFindingJson(
        @Describe("By the phone's clock, as it was") OffsetDateTime foundAt,
        OffsetDateTime arrivedAt,

        @Describe("Seconds that the phone's clock was ahead when it was sent")
        long clockOffS,

        @Describe("found_at cannot be true: later than it arrived, or months before")
        boolean doubtful,

        @Describe("Not in a grid of the warden's") boolean outside,

        @Describe("A photo says that it was taken elsewhere than the phone was")
        boolean exifDiffers,

        @Describe("The warden put the pin elsewhere than the phone was")
        boolean moved,

        @Describe("Put right on the spot") boolean settled) {
    static @Nullable FieldFindingJson of(List<Chain.Link> chain, ZoneId zone) {
        if (chain.isEmpty()) {
            return null;
        }
        Event first = Event.read(chain.get(0).body()).event();
        Map<String, Object> data = first.data();
        return data.get("found_at") == null
                ? null
                : new FieldFindingJson(
                        Instant.parse(data.get("found_at").toString())
                                .atZone(zone)
                                .toOffsetDateTime(),
                        first.at().atZone(zone).toOffsetDateTime(),
                        Long.parseLong(String.valueOf(data.getOrDefault("clock_off_s", "0"))),
                        is(data, "doubtful"),
                        is(data, "outside"),
                        is(data, "exif_differs"),
                        is(data, "moved"),
                        is(data, "settled"));
    }

    private static boolean is(Map<String, Object> data, String name) {
        return Boolean.parseBoolean(String.valueOf(data.get(name)));
    }
}
