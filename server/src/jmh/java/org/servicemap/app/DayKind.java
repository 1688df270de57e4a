package org.servicemap.app;

import java.util.SplittableRandom;

/** What a city's day consists of, with how often it happens for each request that is filed (assumed, see BENCHMARKS.md). */
enum DayKind {
    TILE(6, DayCalls::tile),
    RESOLVE(4, DayCalls::resolve),
    SUGGEST(4, DayCalls::suggest),
    PLACES(3, DayCalls::places),
    DESK(3, DayCalls::desk),
    ROUTE(1, DayCalls::route),
    FILING(1, DayCalls::file),
    SYNC(1, DayCalls::sync),
    BOOKING(0.3, DayCalls::book);

    /** One call, or a booking's three. Throws {@link DayCalls.Refused} where the answer was not what was asked for. */
    interface Call {
        void run(DayCalls calls, SplittableRandom random) throws Exception;
    }

    private static final double ALL = 23.3;

    private final double perFiling;
    private final Call call;

    DayKind(double perFiling, Call call) {
        this.perFiling = perFiling;
        this.call = call;
    }

    static DayKind draw(SplittableRandom random) {
        double at = random.nextDouble() * ALL;
        for (DayKind kind : values()) {
            at -= kind.perFiling;
            if (at < 0) {
                return kind;
            }
        }
        return TILE;
    }

    /** So many pieces of work go with one filing. */
    static double perFiling() {
        return ALL;
    }

    void run(DayCalls calls, SplittableRandom random) throws Exception {
        call.run(calls, random);
    }
}
