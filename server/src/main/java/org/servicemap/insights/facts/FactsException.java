package org.servicemap.insights.facts;

/** Facts cannot be had: no library for this platform, the file is another process's, or it cannot be read or written. */
public final class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean inUse;

    public FactsException(String message, Throwable cause) {
        super(message, cause);
        this.inUse = false;
    }

    /** @param inUse whether another process has the file open */
    FactsException(String message, Throwable cause, boolean inUse) {
        super(message, cause);
        this.inUse = inUse;
    }

    public FactsException(String message) {
        super(message);
        this.inUse = false;
    }

    /** Whether another process has the file open: it is right where it is. */
    public boolean isInUse() {
        return inUse;
    }
}
