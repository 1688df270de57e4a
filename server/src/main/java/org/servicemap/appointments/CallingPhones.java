package org.servicemap.appointments;

import java.util.Optional;
import org.servicemap.http.Caller;

/** Who calls an operator: the desk shows a masked number only, and books for the real one. */
public interface CallingPhones {
    /** Empty when the number was withheld, or when it is not the operator's call. */
    Optional<String> of(Caller operator, long call);
}
