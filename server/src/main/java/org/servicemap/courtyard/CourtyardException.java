package org.servicemap.courtyard;

import org.jspecify.annotations.Nullable;

/** What the courtyard refuses; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class CourtyardException extends RuntimeException {
    static final String UNKNOWN_COMMUNITY = "unknown_community";
    static final String UNKNOWN_PROPOSAL = "unknown_proposal";
    static final String UNKNOWN_NOTICE = "unknown_notice";
    static final String BAD_FIELD = "invalid_field";
    static final String NOT_CONFIRMED = "residency_not_confirmed";
    static final String NOT_A_RESIDENT = "not_a_resident";
    static final String OWN_PROPOSAL = "own_proposal";
    static final String TOO_MANY_OPEN = "too_many_open_proposals";
    static final String TOO_MANY_TODAY = "too_many_proposals_today";
    static final String NOT_OPEN = "proposal_not_open";
    static final String CHANGED = "proposal_changed";
    static final String NOT_MENDABLE = "proposal_not_mendable";
    static final String OUT_OF_SCOPE = "out_of_scope";

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String field;

    CourtyardException(String code, @Nullable String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    static CourtyardException bad(String field, String message) {
        return new CourtyardException(BAD_FIELD, field, message);
    }

    static CourtyardException unknown(long id) {
        return new CourtyardException(UNKNOWN_PROPOSAL, "id", "there is no proposal " + id);
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }
}
