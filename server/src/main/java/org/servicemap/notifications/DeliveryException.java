package org.servicemap.notifications;

import org.jspecify.annotations.Nullable;

/** A message did not go out. The reason is shown to administrators and never holds recipient or contents. */
public final class DeliveryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean permanent;

    private DeliveryException(String reason, boolean permanent, @Nullable Throwable cause) {
        super(reason, cause);
        this.permanent = permanent;
    }

    /** Worth another try. */
    public static DeliveryException temporary(String reason, @Nullable Throwable cause) {
        return new DeliveryException(reason, false, cause);
    }

    /** Not worth another try: the recipient does not exist, or was taken away. */
    public static DeliveryException permanent(String reason, @Nullable Throwable cause) {
        return new DeliveryException(reason, true, cause);
    }

    public boolean isPermanent() {
        return permanent;
    }
}
