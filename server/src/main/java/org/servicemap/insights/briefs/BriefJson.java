package org.servicemap.insights.briefs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.FieldException;
import org.servicemap.text.LocalText;

/** Reports as they are answered and asked for. */
final class BriefJson {
    private BriefJson() {}

    @Describe("What a report is about")
    record BriefSubjectJson(
            @Describe("city, area or unit") String kind,
            @Describe("Level of an area") @Nullable String level,
            @Describe("Code of an area or unit") @Nullable String code) {
        static BriefSubjectJson of(BriefSubject subject) {
            return new BriefSubjectJson(subject.kind(), blank(subject.level()), blank(subject.code()));
        }

        private static @Nullable String blank(String text) {
            return text.isEmpty() ? null : text;
        }
    }

    @Describe("What a report is about: the city, an area by level and code, or a unit by code")
    record BriefSubjectBody(
            String kind, @Nullable String level, @Nullable String code) {
        BriefSubjectBody {
            if (!BriefSubject.KINDS.contains(kind)) {
                throw new FieldException("kind", "one of " + String.join(", ", BriefSubject.KINDS));
            }
            if (kind.equals(BriefSubject.AREA) && (level == null || code == null)) {
                throw new FieldException("code", "an area is named by level and code");
            }
            if (kind.equals(BriefSubject.UNIT) && code == null) {
                throw new FieldException("code", "a unit is named by its code");
            }
        }

        BriefSubject subject() {
            return switch (kind) {
                case BriefSubject.AREA -> new BriefSubject(kind, text(level), text(code));
                case BriefSubject.UNIT -> new BriefSubject(kind, "", text(code));
                default -> BriefSubject.WHOLE_CITY;
            };
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    @Describe("A report to be made of a period that is over")
    record NewBriefBody(
            @Describe("daily, weekly, monthly or annual") String kind,
            BriefSubjectBody subject,

            @Describe("A day of the period: its ISO week, its month, its year")
            LocalDate day) {
        NewBriefBody {
            requireKind(kind);
        }
    }

    static void requireKind(String kind) {
        if (!BriefKind.keys().contains(kind)) {
            throw new FieldException("kind", "one of " + String.join(", ", BriefKind.keys()));
        }
    }

    @Describe("An archived report")
    record BriefHeadJson(
            String id,
            @Describe("daily, weekly, monthly or annual") String kind,
            BriefSubjectJson subject,

            @Describe("Of the subject, as it was called when the report was made")
            LocalText name,

            LocalDate from,
            @Describe("Included") LocalDate to,

            @Describe("2026-03-01, 2026-W10, 2026-03 or 2026")
            String period,

            LocalDate fromBefore,
            LocalDate toBefore,
            LocalDate fromYearBefore,

            @Describe("Counts up when the same report is made again")
            int edition,

            @Describe("Position of the change log up to which the facts told")
            String asOf,

            @Describe("When they were read") Instant readAt,
            @Describe("Version of the definitions") int definitions,

            @Describe("SHA-256 of the figures' canonical JSON, see /figures")
            String hash,

            @Describe("Whether a schedule made it") boolean scheduled,
            @Describe("Who made it; empty for a schedule") String madeBy,
            Instant madeAt) {
        static BriefHeadJson of(Brief brief) {
            BriefPeriod period = brief.period();
            boolean scheduled = brief.madeBy() == null;
            return new BriefHeadJson(
                    Long.toString(brief.id()),
                    period.kind().key(),
                    BriefSubjectJson.of(brief.subject()),
                    brief.name(),
                    period.from(),
                    period.to(),
                    period.label(),
                    period.before().from(),
                    period.before().to(),
                    period.yearBefore().from(),
                    brief.edition(),
                    brief.asOf(),
                    brief.readAt(),
                    brief.definitions(),
                    brief.hash(),
                    scheduled,
                    scheduled ? "" : brief.madeName(),
                    brief.madeAt());
        }
    }

    @Describe("An archived report with its figures")
    record BriefReportJson(BriefHeadJson head, BriefFigures figures) {}

    @Describe("A line of a report as a table")
    record BriefLineJson(
            @Describe("counts, rates, categories, risers, series, areas, units, spots, open, disputes")
            String section,

            String code,
            LocalText name,
            String measure,
            @Nullable Double value,
            @Nullable Double before,
            @Nullable Double yearBefore) {}

    @Describe("What a computation of today gives beside what is archived")
    record BriefCheckJson(
            @Describe("Whether today's figures are the archived ones")
            boolean same,

            @Describe("Whether the archived figures still have their hash")
            boolean intact,

            String asOfThen,
            String asOfNow,

            @Describe(
                    "Whether the same numbers come out when it is made again from the requests as they were at as_of_then; null: figures meant something else then, so that it is not made again")
            @Nullable
            Boolean reproduced,

            @Describe("How many numbers do not come out; 0 where it is not made again")
            int notReproducedCount,

            @Describe("The first 200 of them") List<BriefDifferenceJson> notReproduced,

            @Describe(
                    "late_changes: something happened to requests of the period since; rates_rule, areas, definitions:"
                            + " these were changed; other: units, categories or hot spots were")
            List<String> causes,

            @Describe("Requests of the period to which something happened since, by action")
            List<BriefChangedJson> changed,

            @Describe("How many values differ") int differing,
            @Describe("The first 200 of these") List<BriefDifferenceJson> differences) {
        private static final int MOST = 200;

        static BriefCheckJson of(Brief brief, Briefs.Checked checked) {
            List<BriefChangedJson> changed = new ArrayList<>();
            for (Map.Entry<String, Long> each : checked.changed().entrySet()) {
                changed.add(new BriefChangedJson(each.getKey(), each.getValue()));
            }
            List<BriefCheck.Difference> lost = checked.lost();
            List<BriefCheck.Difference> told = lost == null ? List.of() : lost;
            return new BriefCheckJson(
                    checked.differences().isEmpty(),
                    checked.intact(),
                    brief.asOf(),
                    checked.asOf(),
                    lost == null ? null : (Boolean) lost.isEmpty(),
                    told.size(),
                    json(told),
                    checked.causes(),
                    changed,
                    checked.differences().size(),
                    json(checked.differences()));
        }

        private static List<BriefDifferenceJson> json(List<BriefCheck.Difference> differences) {
            return differences.stream()
                    .limit(MOST)
                    .map(each -> new BriefDifferenceJson(each.path(), each.then(), each.now()))
                    .toList();
        }
    }

    @Describe("How many requests had that happen to them")
    record BriefChangedJson(String action, long requests) {}

    @Describe("A value that is another today")
    record BriefDifferenceJson(
            @Describe("Members and codes between slashes: counts/received/n")
            String path,

            @Describe("Null: it was not there") @Nullable String then,

            @Describe("Null: it is not there any more") @Nullable
            String now) {}

    @Describe("Who gets which report when")
    record BriefScheduleJson(
            String id,
            int version,
            String kind,
            BriefSubjectJson subject,
            LocalText name,
            String language,
            int onDay,
            int hour,
            List<String> recipients,
            boolean active,

            @Describe("When the next one goes; null while it rests") @Nullable
            Instant next,

            @Describe("Last day of the last period that was dealt with")
            LocalDate doneUntil,

            String madeBy) {}

    @Describe("Who shall get which report when, by the city's clock")
    record BriefScheduleBody(
            @Describe("Of the schedule that is changed") @Nullable
            Integer version,

            @Describe("daily, weekly, monthly or annual") String kind,
            BriefSubjectBody subject,
            @Describe("Of the message and the page") String language,

            @Describe(
                    "Day after the period's end on which it goes: of the week (1 Monday to 7), of the month or of January (1 to 28);"
                            + " daily ones go the next day")
            @Nullable
            Integer onDay,

            @Describe("3 to 23: before that the night's scan is not done")
            int hour,

            @Describe("Mailboxes, at most 20") List<String> recipients,
            @Describe("Default true") @Nullable Boolean active) {
        private static final int MOST = 20;
        private static final int EARLIEST_HOUR = 3;

        BriefScheduleBody {
            requireKind(kind);
            int last = BriefKind.of(kind).lastOnDay();
            if (onDay != null && (onDay < 1 || onDay > last)) {
                throw new FieldException("on_day", "from 1 to " + last);
            }
            if (hour < EARLIEST_HOUR || hour > 23) {
                throw new FieldException("hour", "from " + EARLIEST_HOUR + " to 23");
            }
            recipients = recipients.stream()
                    .map(each -> each.strip().toLowerCase(Locale.ROOT))
                    .filter(each -> !each.isEmpty())
                    .distinct()
                    .toList();
            if (recipients.isEmpty() || recipients.size() > MOST) {
                throw new FieldException("recipients", "1 to " + MOST + " mailboxes");
            }
            for (String each : recipients) {
                if (!each.matches("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,190}")) {
                    throw new FieldException(
                            "recipients", "not a mailbox: " + each.substring(0, Math.min(60, each.length())));
                }
            }
        }

        int day() {
            return onDay == null ? 1 : onDay;
        }
    }

    /** For file names: ASCII. */
    static String fileName(Brief brief, String extension) {
        String of = brief.subject().code().replaceAll("[^A-Za-z0-9]", "");
        return "report-" + brief.period().label() + (of.isEmpty() ? "" : "-" + of) + "-" + brief.edition() + "."
                + extension;
    }
}
