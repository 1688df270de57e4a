package org.servicemap.insights.briefs;

import java.util.List;

/**
 * What a report is about.
 *
 * @param kind {@code city}, {@code area} or {@code unit}
 * @param level of an area; else empty
 * @param code of an area or unit; else empty
 */
record BriefSubject(String kind, String level, String code) {
    static final String CITY = "city";
    static final String AREA = "area";
    static final String UNIT = "unit";
    static final List<String> KINDS = List.of(CITY, AREA, UNIT);
    static final BriefSubject WHOLE_CITY = new BriefSubject(CITY, "", "");

    /** As lists and filters name it: {@code city}, {@code area:level:code}, {@code unit:code}. */
    String key() {
        return switch (kind) {
            case AREA -> AREA + ":" + level + ":" + code;
            case UNIT -> UNIT + ":" + code;
            default -> CITY;
        };
    }
}
