package org.servicemap.insights;

import java.util.Collection;
import java.util.Map;

/** The numbers by which people know requests: the facts have only ids. Whoever asks has been told that the requests exist. */
public interface RequestNumbers {
    /** Without those that are not there any more. */
    Map<Long, String> of(Collection<Long> ids);
}
