package org.servicemap.requests;

import org.servicemap.geo.LonLat;

/** Whether a position is one of those that stand for "somewhere": default geocodes on which requests pile up. */
@FunctionalInterface
public interface LowConfidence {
    boolean isPile(LonLat point);
}
