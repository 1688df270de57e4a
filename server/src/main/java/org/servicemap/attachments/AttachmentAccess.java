package org.servicemap.attachments;

import org.servicemap.http.Exchange;

/** Who may see what hangs on a request: answered by the feature that knows requests. */
@FunctionalInterface
public interface AttachmentAccess {
    /** Until such a feature is there, nobody sees anything. */
    AttachmentAccess NOBODY = (exchange, owner) -> false;

    /** Whether the caller may see what the owner has; audits it where that is due. */
    boolean maySee(Exchange exchange, AttachmentOwner owner);
}
