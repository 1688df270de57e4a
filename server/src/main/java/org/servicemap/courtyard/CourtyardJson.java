package org.servicemap.courtyard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

/** A community's page on the wire. */
final class CourtyardJson {
    private CourtyardJson() {}

    @Describe("A community's page")
    record CourtyardPageJson(
            @Describe("Its level") String level,
            LocalText levelName,
            String code,
            LocalText name,
            @Describe("The areas above it, coarsest first") List<CourtyardAreaJson> above,

            @Describe("min_lon, min_lat, max_lon, max_lat") List<Double> bbox,

            @Nullable CourtyardUnitJson unit,
            @Describe("Those that share a border") List<CourtyardAreaJson> neighbours,
            @Describe("Of today") List<CourtyardNoticeJson> notices,
            List<CourtyardKeeperJson> wardens,

            @Describe("Places in charge of it, of what lies in it, or of what it lies in")
            List<CourtyardPlaceJson> places,

            @Nullable CourtyardFiguresJson figures,

            @Describe("Requests here that the city publishes with place and text, the newest first")
            List<CourtyardRequestJson> requests,

            CourtyardRulesJson rules) {}

    @Describe("An area by its code")
    record CourtyardAreaJson(String level, String code, LocalText name) {}

    @Describe("The unit that looks after a community")
    record CourtyardUnitJson(
            String code, LocalText name, @Nullable String phone) {}

    @Describe("What a community tells its residents")
    record CourtyardNoticeJson(String id, LocalText title, LocalText words, LocalDate firstDay, LocalDate lastDay) {
        static CourtyardNoticeJson of(Notice notice) {
            return new CourtyardNoticeJson(
                    Long.toString(notice.id()), notice.title(), notice.words(), notice.firstDay(), notice.lastDay());
        }
    }

    @Describe("A notice as its writers see it")
    record StaffNoticeJson(
            String id,
            LocalText title,
            LocalText words,
            LocalDate firstDay,
            LocalDate lastDay,
            boolean withdrawn,
            int version) {
        static StaffNoticeJson of(Notice notice) {
            return new StaffNoticeJson(
                    Long.toString(notice.id()),
                    notice.title(),
                    notice.words(),
                    notice.firstDay(),
                    notice.lastDay(),
                    notice.withdrawn(),
                    notice.version());
        }
    }

    @Describe("A notice, in as many languages as wanted")
    record NoticeBody(
            LocalText title,
            LocalText words,
            LocalDate firstDay,
            LocalDate lastDay,

            @Describe("true takes it off the page") @Nullable
            Boolean withdrawn,

            @Describe("Only while changing: the version that was seen") @Nullable
            Integer version) {}

    @Describe("Who looks after grids of a community")
    record CourtyardKeeperJson(
            @Describe("null where it is not known") @Nullable
            String name,

            @Describe("warden or steward") String duty,
            boolean substitute,
            List<CourtyardAreaJson> grids) {}

    @Describe("A place in charge")
    record CourtyardPlaceJson(
            String code,
            LocalText name,
            LocalText category,
            @Describe("What it is in charge of") LocalText of,
            double lon,
            double lat) {}

    @Describe("Released counts of requests; nothing under the least count, never live")
    record CourtyardFiguresJson(
            @Describe("The area that is counted: the community, or the nearest above that is released")
            CourtyardAreaJson area,

            List<CourtyardFigureJson> months) {}

    @Describe("Requests received in a month")
    record CourtyardFigureJson(
            @Describe("As 2026-01") String month,
            String category,
            LocalText categoryName,
            int requests,

            @Describe("How many of them were solved when the month was released; null when that is not published")
            @Nullable
            Integer solved) {}

    @Describe("A request that the city publishes")
    record CourtyardRequestJson(
            String number,
            LocalText category,
            boolean closed,
            Instant receivedAt,
            Instant updatedAt,
            @Nullable Double lon,
            @Nullable Double lat,
            @Nullable String text,
            @Nullable String reply) {}

    @Describe("How proposals are dealt with here")
    record CourtyardRulesJson(
            @Describe("Working days in which a public proposal is answered")
            int answerDays,

            int mostOpen,
            int mostPerDay) {}

    @Describe("A community in a member of staff's care")
    record CourtyardCareJson(String code, LocalText name) {}

    @Describe("Where the caller may propose and support, and what is the caller's")
    record OwnCourtyardJson(
            @Describe("none, requested, refused, confirmed or ended")
            String residency,

            @Describe("Code of the unit that was asked") @Nullable
            String unit,

            @Describe("Where it is the home") List<CourtyardAreaJson> communities,
            List<ProposalJson.OwnProposalJson> proposals,

            @Describe("Ids of the proposals that the caller supports")
            List<String> supported) {}
}
