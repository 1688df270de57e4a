package org.servicemap.requests.history;

/** History that is not as it was written. */
public final class HistoryException extends RuntimeException {
    public static final String UNREADABLE = "unreadable_event";

    private static final long serialVersionUID = 1L;

    private final String code;

    HistoryException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
