package org.servicemap.courtyard;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;

/**
 * A micro-proposal as it stands.
 *
 * @param area code of its community
 * @param account of its author; null once that was erased. Never shown
 * @param point null when it concerns the whole community
 * @param place the place in words, or null
 * @param tell whether the author wants messages
 * @param sent how often it was handed in
 * @param answerBy last day on which it is answered in time; null until it is public
 * @param work what it became when it was adopted
 * @param outcome null until it was closed
 * @param hiddenAt when it was taken down after its answer, which stands, as does its work; null: it was not
 * @param supports voices, without the author's
 * @param reports of abuse that nobody has settled
 */
record Proposal(
        long id,
        String area,
        @Nullable Long account,
        @Nullable String nickname,
        String title,
        String words,
        @Nullable LonLat point,
        @Nullable String place,
        boolean tell,
        String language,
        State state,
        int sent,
        @Nullable LocalDate answerBy,
        @Nullable Work work,
        @Nullable Outcome outcome,
        int version,
        Instant createdAt,
        @Nullable Instant publishedAt,
        @Nullable Instant hiddenAt,
        int supports,
        int reports) {
    /** Where it stands. */
    enum State {
        /** For the community to read it first. */
        WAITING,
        REFUSED,
        /** For everybody to read and support, and for an answer. */
        PUBLISHED,
        ADOPTED,
        DECLINED,
        CLOSED,
        /** Taken back by its author. */
        WITHDRAWN;

        static final List<State> PUBLIC = List.of(PUBLISHED, ADOPTED, DECLINED, CLOSED);

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        boolean isPublic() {
            return PUBLIC.contains(this);
        }
    }

    /** What came of it. */
    enum Outcome {
        IMPLEMENTED,
        PARTLY_IMPLEMENTED,
        NOT_IMPLEMENTED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String key) {
            return Arrays.stream(values())
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> CourtyardException.bad("outcome", "there is no outcome " + key));
        }
    }

    /** The request or the task that an adopted proposal became. */
    record Work(Kind kind, long id) {
        enum Kind {
            REQUEST,
            TASK;

            String key() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** A step of its history. */
    record Event(int seq, Instant at, String kind, @Nullable String words, String author) {}

    /** Whether everybody may read it. */
    boolean isShown() {
        return state.isPublic() && hiddenAt == null;
    }

    boolean isOverdue(LocalDate today) {
        return state == State.PUBLISHED && answerBy != null && answerBy.isBefore(today);
    }
}
