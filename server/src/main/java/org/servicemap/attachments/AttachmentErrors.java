package org.servicemap.attachments;

import java.util.List;
import org.servicemap.attachments.media.MediaException;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Problem;
import org.servicemap.http.ProblemMapping;

/** How uploads and attachments fail on the wire. */
public final class AttachmentErrors {
    /** Until somebody has made room, or the folder is there again. */
    private static final int LATER_SECONDS = 60;

    public static final ErrorCode UNKNOWN = new ErrorCode(
            404, AttachmentException.UNKNOWN, "an attachment that does not exist or that the caller may not use");
    static final ErrorCode UNSUPPORTED_FILE =
            new ErrorCode(415, MediaException.UNSUPPORTED_FILE, "a file whose content is none of the kinds taken");
    static final ErrorCode UNSUPPORTED_PICTURE = new ErrorCode(
            415, MediaException.UNSUPPORTED_PICTURE, "a picture that browsers do not show (HEIC, AVIF) or that moves");
    static final ErrorCode TOO_MANY_PIXELS =
            new ErrorCode(413, MediaException.TOO_MANY_PIXELS, "a picture that unpacks to too many pixels");
    static final ErrorCode DAMAGED_FILE =
            new ErrorCode(400, MediaException.DAMAGED_FILE, "a file that cannot be read as what it begins like");
    static final ErrorCode PROTECTED_DOCUMENT =
            new ErrorCode(400, MediaException.PROTECTED_DOCUMENT, "a document that wants a password");
    private static final List<ErrorCode> OF_FILES =
            List.of(UNSUPPORTED_FILE, UNSUPPORTED_PICTURE, TOO_MANY_PIXELS, DAMAGED_FILE, PROTECTED_DOCUMENT);

    private AttachmentErrors() {}

    /** What an upload may be refused for. */
    public static ErrorCode[] ofFiles() {
        return OF_FILES.toArray(ErrorCode[]::new);
    }

    /** Mappings for the application to register. */
    public static List<ProblemMapping<?>> mappings() {
        return List.of(
                ProblemMapping.of(MediaException.class, AttachmentErrors::problem),
                ProblemMapping.of(AttachmentException.class, AttachmentErrors::problem));
    }

    private static Problem problem(MediaException e) {
        return OF_FILES.stream()
                .filter(code -> code.code().equals(e.code()))
                .findFirst()
                .orElse(ErrorCode.INTERNAL)
                .problem(String.valueOf(e.getMessage()), "file");
    }

    private static Problem problem(AttachmentException e) {
        return e.code().equals(AttachmentException.UNKNOWN)
                ? UNKNOWN.problem("there is no such attachment")
                : ErrorCode.UNAVAILABLE
                        .problem("attachments cannot be kept or read now")
                        .retryAfter(LATER_SECONDS);
    }
}
