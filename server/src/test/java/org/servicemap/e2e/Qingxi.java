package org.servicemap.e2e;

/** Places in the tiny city pack that the tests know. */
final class Qingxi {
    /** Well inside grid 04 of 钟楼社区, 东桥街道. */
    static final String INSIDE = "lon=116.4215&lat=39.9072";

    static final double INSIDE_LON = 116.4215;
    static final double INSIDE_LAT = 39.9072;

    /** A circle of 45 m here lies about 70 % in 东桥街道 and 30 % in 西园街道. */
    static final String AT_BORDER = "lon=116.4215&lat=39.90965&accuracy=45";

    static final double BORDER_LON = 116.4215;
    static final double BORDER_LAT = 39.90965;

    /** Far outside the city. */
    static final String OUTSIDE = "lon=116.52&lat=39.90";

    private Qingxi() {}
}
