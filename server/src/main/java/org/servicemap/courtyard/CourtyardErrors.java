package org.servicemap.courtyard;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.ProblemMapping;

/** How the courtyard fails on the wire. */
public final class CourtyardErrors {
    static final ErrorCode UNKNOWN_COMMUNITY =
            new ErrorCode(404, CourtyardException.UNKNOWN_COMMUNITY, "a code that no community has");
    static final ErrorCode UNKNOWN_PROPOSAL = new ErrorCode(
            404, CourtyardException.UNKNOWN_PROPOSAL, "an id that no proposal has that the caller may see");
    static final ErrorCode UNKNOWN_NOTICE =
            new ErrorCode(404, CourtyardException.UNKNOWN_NOTICE, "an id that no notice of the community has");
    static final ErrorCode BAD_FIELD =
            new ErrorCode(400, CourtyardException.BAD_FIELD, "a field's value is not acceptable");
    static final ErrorCode NOT_CONFIRMED = new ErrorCode(
            403, CourtyardException.NOT_CONFIRMED, "no community has confirmed that the caller lives there");
    static final ErrorCode NOT_A_RESIDENT =
            new ErrorCode(403, CourtyardException.NOT_A_RESIDENT, "the caller lives in another community");
    static final ErrorCode OWN_PROPOSAL =
            new ErrorCode(409, CourtyardException.OWN_PROPOSAL, "the proposal is the caller's own");
    static final ErrorCode TOO_MANY_OPEN = new ErrorCode(
            409, CourtyardException.TOO_MANY_OPEN, "as many of the caller's proposals are open as may be");
    static final ErrorCode TOO_MANY_TODAY =
            new ErrorCode(409, CourtyardException.TOO_MANY_TODAY, "the caller has proposed enough for today");
    static final ErrorCode NOT_OPEN = new ErrorCode(
            409, CourtyardException.NOT_OPEN, "the proposal's state does not allow this any more, or not yet");
    static final ErrorCode CHANGED =
            new ErrorCode(409, CourtyardException.CHANGED, "the proposal or notice was changed since it was seen");
    static final ErrorCode NOT_MENDABLE = new ErrorCode(
            409, CourtyardException.NOT_MENDABLE, "a refused proposal may be handed in once again, no more");

    private static final List<ErrorCode> ALL = List.of(
            UNKNOWN_COMMUNITY,
            UNKNOWN_PROPOSAL,
            UNKNOWN_NOTICE,
            BAD_FIELD,
            NOT_CONFIRMED,
            NOT_A_RESIDENT,
            OWN_PROPOSAL,
            TOO_MANY_OPEN,
            TOO_MANY_TODAY,
            NOT_OPEN,
            CHANGED,
            NOT_MENDABLE,
            ErrorCode.OUT_OF_SCOPE);

    private CourtyardErrors() {}

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(ProblemMapping.of(
                CourtyardException.class,
                e -> ALL.stream()
                        .filter(code -> code.code().equals(e.code()))
                        .findFirst()
                        .orElse(BAD_FIELD)
                        .problem(String.valueOf(e.getMessage()), e.field())));
    }
}
