package org.servicemap.requests;

import java.util.List;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;
import org.servicemap.requests.imports.ImportException;
import org.servicemap.requests.lifecycle.LifecycleException;

/** How requests fail on the wire. */
public final class RequestErrors {
    static final ErrorCode UNKNOWN =
            new ErrorCode(404, RequestException.UNKNOWN_REQUEST, "a number that no request you may see has");
    static final ErrorCode WRONG_CODE =
            new ErrorCode(403, RequestException.WRONG_CODE, "number and query code do not go together");
    static final ErrorCode TOO_MANY_CODES = new ErrorCode(
            429, RequestException.TOO_MANY_CODES, "too many wrong query codes; the number is locked a while");
    static final ErrorCode IDENTITY_SEALED =
            new ErrorCode(403, "identity_sealed", "who filed a request of this kind is kept from those who handle it");
    static final ErrorCode SECOND_PERSON = new ErrorCode(
            403, "second_person_needed", "so many contacts were opened that a second person has to agree to more");
    static final ErrorCode SAME_PERSON = new ErrorCode(403, "same_person", "whoever asks cannot be the second person");
    static final ErrorCode UNKNOWN_QUESTION =
            new ErrorCode(404, "unknown_question", "nobody asks this, or it was decided already");
    static final ErrorCode WRONG_LINK =
            new ErrorCode(404, RequestException.WRONG_LINK, "a link that no message carried, or not all of it");
    static final ErrorCode USED_LINK = new ErrorCode(409, RequestException.USED_LINK, "the link was used already");
    static final ErrorCode EXPIRED_LINK = new ErrorCode(
            410, RequestException.EXPIRED_LINK, "the link's time is over, or nothing is asked about the request now");
    static final ErrorCode CHANGED =
            new ErrorCode(409, RequestException.CHANGED_MEANWHILE, "the request was changed since it was seen");
    static final ErrorCode CLAIMED = new ErrorCode(409, RequestException.CLAIMED, "somebody else has the request open");
    static final ErrorCode BAD_FIELD =
            new ErrorCode(400, RequestException.BAD_FIELD, "a field's value is not acceptable");
    static final ErrorCode UNKNOWN_UNIT =
            new ErrorCode(400, RequestException.UNKNOWN_UNIT, "a unit that the city does not have");
    static final ErrorCode CONTACT_NEEDED =
            new ErrorCode(400, RequestException.CONTACT_NEEDED, "this category needs a way to reach the petitioner");
    static final ErrorCode WRONG_STATE =
            new ErrorCode(409, LifecycleException.WRONG_STATE, "the request's state does not allow the action");
    static final ErrorCode NOT_ALLOWED =
            new ErrorCode(403, LifecycleException.NOT_ALLOWED, "the caller may not take the action on this request");
    static final ErrorCode MISSING_INPUT =
            new ErrorCode(400, LifecycleException.MISSING_INPUT, "the action needs more than was sent");
    static final ErrorCode UNEXPECTED_INPUT =
            new ErrorCode(400, LifecycleException.UNEXPECTED_INPUT, "the action does not take what was sent");
    static final ErrorCode BAD_INPUT =
            new ErrorCode(400, LifecycleException.BAD_INPUT, "a value that the action does not take");
    static final ErrorCode TOO_LATE =
            new ErrorCode(409, LifecycleException.TOO_LATE, "the time for the action is over");
    static final ErrorCode LOCKED =
            new ErrorCode(409, LifecycleException.LOCKED, "adjudicated: the unit may not return the request");
    static final ErrorCode NOT_HERE =
            new ErrorCode(409, LifecycleException.NOT_IN_THIS_CITY, "the city does not have this step");
    static final ErrorCode OPEN_REQUESTS =
            new ErrorCode(409, RequestException.OPEN_REQUESTS, "requests of the person are still worked on");
    static final ErrorCode UNPUBLISHED =
            new ErrorCode(409, "not_published", "requests of this category are not published");
    static final ErrorCode UNKNOWN_TEMPLATE = new ErrorCode(404, "unknown_template", "there is no such template");
    static final ErrorCode UNKNOWN_ACTION = new ErrorCode(404, "unknown_action", "there is no such action");

    private static final List<ErrorCode> OF_REQUESTS = List.of(
            UNKNOWN,
            WRONG_CODE,
            TOO_MANY_CODES,
            WRONG_LINK,
            USED_LINK,
            EXPIRED_LINK,
            CHANGED,
            CLAIMED,
            BAD_FIELD,
            CONTACT_NEEDED,
            OPEN_REQUESTS,
            UNKNOWN_UNIT);
    private static final List<ErrorCode> OF_LIFE =
            List.of(WRONG_STATE, NOT_ALLOWED, MISSING_INPUT, UNEXPECTED_INPUT, BAD_INPUT, TOO_LATE, LOCKED, NOT_HERE);

    private RequestErrors() {}

    /** What any action may answer. */
    static ErrorCode[] ofActions() {
        return OF_LIFE.toArray(new ErrorCode[0]);
    }

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(
                ProblemMapping.of(RequestException.class, RequestErrors::problem),
                ProblemMapping.of(LifecycleException.class, RequestErrors::problem),
                ProblemMapping.of(ImportException.class, ImportRoutes::problem));
    }

    private static Problem problem(RequestException e) {
        String detail = String.valueOf(e.getMessage());
        for (ErrorCode known : OF_REQUESTS) {
            if (known.code().equals(e.code())) {
                Problem problem = known.problem(detail, e.field());
                return known.status() == 429 ? problem.retryAfter(60) : problem;
            }
        }
        return ErrorCode.UNAVAILABLE.problem(detail).retryAfter(1);
    }

    private static Problem problem(LifecycleException e) {
        for (ErrorCode known : OF_LIFE) {
            if (known.code().equals(e.code())) {
                return known.problem(String.valueOf(e.getMessage()), e.field());
            }
        }
        throw new IllegalStateException("a refusal without a code on the wire: " + e.code(), e);
    }
}
