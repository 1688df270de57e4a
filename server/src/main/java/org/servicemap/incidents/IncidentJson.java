package org.servicemap.incidents;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Incidents on the wire. */
final class IncidentJson {
    private IncidentJson() {}

    @Describe("A code and what it is called")
    record AboutJson(String code, LocalText name) {
        static List<AboutJson> of(List<String> codes, CategoryTree tree) {
            return codes.stream()
                    .map(code -> new AboutJson(
                            code, tree.find(code).map(Category::name).orElse(LocalText.of("und", code))))
                    .toList();
        }
    }

    @Describe("Something that many ask about, as the public sees it")
    record PublicIncidentJson(
            String id,

            @Describe("incident, or notice for a planned outage")
            String kind,

            LocalText title,
            LocalText message,
            List<AboutJson> categories,

            @Describe("Coordinates of a GeoJSON MultiPolygon, WGS 84")
            double[][][][] outline,

            OffsetDateTime startsAt,
            @Nullable OffsetDateTime expectedEnd,
            @Describe("Whether it has begun") boolean running,

            @Describe("Who announced it") @Nullable String source,

            @Describe("Metres from the place asked about; 0 inside")
            double distanceMetres) {
        static PublicIncidentJson of(Incidents.Near near, CategoryTree tree, ZoneId zone) {
            Incident incident = near.incident();
            Announcement said = incident.announcement();
            return new PublicIncidentJson(
                    Long.toString(incident.id()),
                    incident.kind().key(),
                    said.title(),
                    said.message(),
                    AboutJson.of(said.categories(), tree),
                    said.outline().coordinates(),
                    time(said.startsAt(), zone),
                    findTime(said.expectedEnd(), zone),
                    near.running(),
                    Optional.ofNullable(incident.origin())
                            .map(Incident.Origin::source)
                            .orElse(null),
                    Math.round(near.metres()));
        }
    }

    @Describe("What is open, what runs first")
    record PublicIncidentsJson(List<PublicIncidentJson> items) {}

    @Describe("An incident as staff work with it")
    record StaffIncidentJson(
            String id,
            String kind,
            @Describe("open, ended or cancelled") String state,
            LocalText title,
            LocalText message,
            List<AboutJson> categories,
            double[][][][] outline,

            @Describe("area:level:code or overlay:layer:code that the outline was taken from") @Nullable
            String named,

            OffsetDateTime startsAt,
            @Nullable OffsetDateTime expectedEnd,
            @Nullable OffsetDateTime endedAt,
            @Nullable LocalText answer,

            @Describe("Number of the request that others follow") @Nullable
            String parent,

            @Describe("How many follow it, or were answered with it")
            int followers,

            @Nullable String unit,
            @Nullable String source,
            @Nullable String reference,
            int version,
            OffsetDateTime changedAt,
            String changedBy,

            @Describe("Whether the caller may change and end it")
            boolean mine) {
        static StaffIncidentJson of(Incident incident, int followers, boolean mine, CategoryTree tree, ZoneId zone) {
            Announcement said = incident.announcement();
            Incident.Origin origin = incident.origin();
            Incident.Parent parent = incident.parent();
            return new StaffIncidentJson(
                    Long.toString(incident.id()),
                    incident.kind().key(),
                    incident.state().key(),
                    said.title(),
                    said.message(),
                    AboutJson.of(said.categories(), tree),
                    said.outline().coordinates(),
                    said.outline().named(),
                    time(said.startsAt(), zone),
                    findTime(said.expectedEnd(), zone),
                    findTime(incident.endedAt(), zone),
                    incident.answer(),
                    parent == null ? null : parent.number(),
                    followers,
                    incident.unit(),
                    origin == null ? null : origin.source(),
                    origin == null ? null : origin.reference(),
                    incident.version(),
                    time(incident.changedAt(), zone),
                    incident.changedBy(),
                    mine);
        }
    }

    @Describe("An area or feature that the outline is taken from")
    record OutlineNameJson(
            @Describe("Level of the area, or overlay layer") String layer, String code) {}

    @Describe(
            "What is said of an incident. The outline is drawn, or that of an area or overlay feature: one of the three")
    record IncidentBody(
            @Describe("With a change: the version that was seen") @Nullable
            Integer version,

            LocalText title,
            LocalText message,
            @Describe("Codes") List<String> categories,

            @Describe("Coordinates of a GeoJSON MultiPolygon, WGS 84; rings may be left open")
            double @Nullable [][][][] outline,

            @Nullable OutlineNameJson area,
            @Nullable OutlineNameJson overlay,

            @Describe("Now when left out") @Nullable OffsetDateTime startsAt,

            @Nullable OffsetDateTime expectedEnd) {
        Announcement announcement(Outlines outlines, Instant now) {
            OffsetDateTime starts = startsAt;
            OffsetDateTime end = expectedEnd;
            return new Announcement(
                    title,
                    message,
                    categories,
                    outline(outlines),
                    starts == null ? now : starts.toInstant(),
                    end == null ? null : end.toInstant());
        }

        private Outline outline(Outlines outlines) {
            double[][][][] drawn = outline;
            OutlineNameJson named = area;
            OutlineNameJson feature = overlay;
            if ((drawn == null ? 0 : 1) + (named == null ? 0 : 1) + (feature == null ? 0 : 1) != 1) {
                throw IncidentException.bad("outline", "say where: an outline, an area or an overlay feature");
            }
            if (drawn != null) {
                return Outline.of(drawn);
            }
            return named != null
                    ? outlines.area(named.layer(), named.code())
                    : outlines.overlay(java.util.Objects.requireNonNull(feature).layer(), feature.code());
        }
    }

    @Describe("How it ended")
    record EndIncidentBody(
            int version,

            @Describe("What each of those who asked is told, in their language")
            LocalText answer,

            @Describe("One of the city's outcomes: solved, explained …")
            String outcome) {}

    @Describe("Why there is no such incident")
    record CancelIncidentBody(int version, String reason) {}

    private static OffsetDateTime time(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }

    private static @Nullable OffsetDateTime findTime(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : time(instant, zone);
    }
}
