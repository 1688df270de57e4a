package org.servicemap.courtyard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Describe;
import org.servicemap.http.HttpServer;
import org.servicemap.text.LocalText;

/** Proposals on the wire. What everybody reads holds nothing about persons but a nickname that its author chose. */
final class ProposalJson {
    static final String PROPOSALS = HttpServer.API + "/proposals";

    private ProposalJson() {}

    @Describe("Where a proposal is about; without point: the whole community")
    record ProposalPlaceJson(
            @Nullable Double lon,
            @Nullable Double lat,
            @Describe("In words") @Nullable String words) {
        static ProposalPlaceJson of(Proposal proposal) {
            LonLat point = proposal.point();
            return new ProposalPlaceJson(
                    point == null ? null : (Double) point.lon(),
                    point == null ? null : (Double) point.lat(),
                    proposal.place());
        }
    }

    @Describe("What an adopted proposal became, and how far that is")
    record ProposalWorkJson(
            @Describe("request or task") String kind,

            @Describe("A request's state, or open, done, cancelled of a task")
            String state,

            boolean ended) {
        static @Nullable ProposalWorkJson of(AdoptedWork.@Nullable Progress progress) {
            return progress == null
                    ? null
                    : new ProposalWorkJson(progress.work().kind().key(), progress.state(), progress.ended());
        }

        /** Nothing of what has become sensitive since. */
        static @Nullable ProposalWorkJson open(AdoptedWork.@Nullable Progress progress) {
            return progress == null || progress.sensitive() ? null : of(progress);
        }
    }

    @Describe("A step of a proposal's history")
    record ProposalStepJson(
            Instant at,

            @Describe("proposed, mended, refused, published, adopted, declined, closed, withdrawn or taken_down")
            String what,

            @Describe("resident or community") String by,
            @Describe("The reason that was given") @Nullable String words) {
        static ProposalStepJson of(Proposal.Event event) {
            return new ProposalStepJson(event.at(), event.kind(), event.author(), event.words());
        }
    }

    @Describe("A public proposal")
    record PublicProposalJson(
            String id,
            @Describe("Code of its community") String area,
            String title,
            String words,
            ProposalPlaceJson place,

            @Describe("Chosen by its author; null for a resident of the community") @Nullable
            String nickname,

            @Describe("published, adopted, declined or closed")
            String state,

            @Describe("Voices of other residents") int supports,

            @Describe("Last day on which it is answered in time")
            LocalDate answerBy,

            @Describe("Not answered in time, or not closed long after the end of the work")
            boolean overdue,

            Instant publishedAt,

            @Describe("Where its picture is, after the server's address") @Nullable
            String photo,

            @Nullable ProposalWorkJson work,

            @Describe("implemented, partly_implemented or not_implemented, once it was closed") @Nullable
            String outcome,

            @Describe("What happened since it is public, each step with its reason")
            List<ProposalStepJson> history) {
        static PublicProposalJson of(
                Proposal proposal,
                AdoptedWork.@Nullable Progress progress,
                List<Proposal.Event> events,
                @Nullable Long photo,
                boolean overdue) {
            return new PublicProposalJson(
                    Long.toString(proposal.id()),
                    proposal.area(),
                    proposal.title(),
                    proposal.words(),
                    ProposalPlaceJson.of(proposal),
                    proposal.nickname(),
                    proposal.state().key(),
                    proposal.supports(),
                    java.util.Objects.requireNonNull(proposal.answerBy()),
                    overdue,
                    java.util.Objects.requireNonNull(proposal.publishedAt()),
                    photo == null ? null : ProposalJson.photo(proposal),
                    ProposalWorkJson.open(progress),
                    proposal.outcome() == null ? null : proposal.outcome().key(),
                    since(events).stream().map(ProposalStepJson::of).toList());
        }

        /** What came before it was public is between its author and the staff. */
        private static List<Proposal.Event> since(List<Proposal.Event> events) {
            int first = 0;
            while (first < events.size() && !events.get(first).kind().equals("published")) {
                first++;
            }
            return events.subList(first, events.size());
        }
    }

    static String photo(Proposal proposal) {
        return PROPOSALS + "/" + proposal.id() + "/photo";
    }

    @Describe("A proposal as its author sees it")
    record OwnProposalJson(
            String id,
            String area,
            String title,
            String words,
            ProposalPlaceJson place,
            @Nullable String nickname,
            boolean tell,

            @Describe("waiting, refused, published, adopted, declined, closed or withdrawn")
            String state,

            @Describe("After its answer, which stands: only author and staff read it")
            boolean takenDown,

            @Describe("Refused, and may be handed in once again")
            boolean mendable,

            int supports,
            @Nullable LocalDate answerBy,
            int version,
            Instant createdAt,
            @Nullable String photo,
            @Nullable ProposalWorkJson work,
            @Nullable String outcome,
            List<ProposalStepJson> history) {}

    @Describe("A proposal as the community's staff see it")
    record StaffProposalJson(
            String id,
            String area,
            LocalText areaName,
            String title,
            String words,
            ProposalPlaceJson place,
            @Nullable String nickname,
            String state,

            @Describe("After its answer, which stands: only author and staff read it")
            boolean takenDown,

            int supports,
            @Nullable LocalDate answerBy,
            boolean overdue,
            int version,
            @Describe("How often it was handed in") int sent,
            Instant createdAt,
            @Nullable String photo,
            @Nullable ProposalWorkJson work,

            @Describe("Number of the request that it became") @Nullable
            String number,

            @Describe("What the work ended with") @Nullable String workOutcome,

            @Nullable String outcome,

            @Describe("What residents reported; not who") List<ProposalReportJson> reports,

            List<ProposalStepJson> history) {}

    @Describe("What somebody reported of a proposal")
    record ProposalReportJson(String words, Instant at) {}

    @Describe("What a resident proposes")
    record ProposalBody(
            @Describe("1 to 60 characters") String title,
            @Describe("1 to 1000 characters") String words,

            @Describe("As which to appear; without one, as a resident of the community") @Nullable
            String nickname,

            @Describe("WGS 84, in the community; with lat. Without: the whole community") @Nullable
            Double lon,

            @Nullable Double lat,
            @Describe("The place in words") @Nullable String place,

            @Describe("Key of an upload, at most one; left out while mending: as it was") @Nullable
            List<String> photos,

            @Describe("Whether to send messages") @Nullable Boolean tell,

            @Describe("Only while mending: the version that was seen") @Nullable
            Integer version) {
        ProposalText text(String language) {
            if ((lon == null) != (lat == null)) {
                throw CourtyardException.bad("lon", "lon goes with lat");
            }
            LonLat point = lon == null || lat == null ? null : point(lon, lat);
            return new ProposalText(title, words, nickname, point, place, photos, tell == null || tell, language);
        }

        private static LonLat point(double lon, double lat) {
            if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
                throw CourtyardException.bad("lon", "a longitude and a latitude in degrees");
            }
            return new LonLat(lon, lat);
        }
    }

    @Describe("A voice for a proposal")
    record SupportBody(
            @Describe("Whether to send messages about it") boolean tell) {}

    @Describe("Voices for a proposal")
    record SupportsJson(
            int supports,
            @Describe("The caller's is among them") boolean mine) {}

    @Describe("Why a proposal should not be public")
    record ProposalReportBody(
            @Describe("1 to 500 characters") String words) {}

    @Describe("A step that needs no words")
    record ProposalSeenBody(
            @Describe("The version that was seen") int version) {}

    @Describe("A step with its reason")
    record ProposalReasonBody(
            @Describe("The version that was seen") int version,
            @Describe("1 to 1000 characters") String reason) {}

    @Describe("Yes to a proposal")
    record ProposalAdoptionBody(
            @Describe("The version that was seen") int version,

            @Describe("What the answer says, 1 to 1000 characters")
            String reason,

            @Describe("request or task") String as,

            @Describe("Of a request; without one a dispatcher finds it") @Nullable
            String category,

            @Describe("Code of the grid of a task; needed when the proposal is about the whole community") @Nullable
            String grid,

            @Describe("Of a task; without one as many working days as an answer has") @Nullable
            LocalDate dueOn) {}

    @Describe("The end of an adopted proposal")
    record ProposalClosingBody(
            @Describe("The version that was seen") int version,

            @Describe("implemented, partly_implemented or not_implemented")
            String outcome,

            @Describe("What was done, or why not; 1 to 1000 characters")
            String reason) {}
}
