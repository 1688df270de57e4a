package org.servicemap.app;

import java.time.Duration;
import java.util.Map;
import org.servicemap.insights.Releases;
import org.servicemap.requests.CityRequests;
import org.servicemap.storage.ChangeLog;
import org.servicemap.storage.ChangeRetention;

/** What the program does by itself, and how often. */
final class BackgroundWork {
    private static final Duration WATCH_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOCK_PAUSE = Duration.ofSeconds(5);
    private static final Duration RELEASE_WATCH = Duration.ofSeconds(5);
    private static final Duration HEAD_PAUSE = Duration.ofMinutes(5);
    private static final Duration CATEGORY_PAUSE = Duration.ofMinutes(1);
    private static final Duration SWEEP_PAUSE = Duration.ofHours(1);

    /** When callers sleep. */
    private static final int LEARNING_HOUR = 3;

    private static final int RETENTION_HOUR = 2;
    private static final int RELEASE_HOUR = 4;
    private static final int LOG_MONTHS = 3;

    private BackgroundWork() {}

    static void start(Works works, Jobs jobs) {
        Core core = works.core();
        CityRequests requests = works.requests();
        Releases releases = works.releases();
        jobs.every(
                WATCH_PAUSE,
                "the watch over changes",
                new ChangeWatch(new ChangeLog(core.database()), core.catalogues()));
        jobs.every(WATCH_PAUSE, "the watch over places", core.places()::watch);
        BookingWork.start(works.appointments(), jobs);
        WardenWiring.start(core, works.wardens(), jobs);
        CourtyardWiring.start(core, works.courtyard(), jobs);
        FieldWiring.start(works.field(), core, jobs);
        works.insights().start(jobs);
        works.messages().start(jobs);
        jobs.every(CLOCK_PAUSE, "the clocks of requests", requests::runClocks);
        new DeskNews(core.database(), requests::tellDesks).start(jobs);
        jobs.every(
                CLOCK_PAUSE,
                "the end of planned outages",
                () -> requests.incidents().endDue());
        jobs.everyLong(CATEGORY_PAUSE, "preparing the proposals of categories", requests::prepareCategories);
        jobs.daily(LEARNING_HOUR, core::zone, "learning categories", requests::learnCategories);
        jobs.every(SWEEP_PAUSE, "making months ahead", requests::makeMonthsAhead);
        jobs.daily(RETENTION_HOUR, core::zone, "giving up what is past", requests::forgetWhatIsPast);
        jobs.daily(RETENTION_HOUR, core::zone, "shortening the change log", () -> shortenLog(core));
        jobs.daily(RELEASE_HOUR, core::zone, "releasing statistics", releases::releaseDue);
        jobs.every(RELEASE_WATCH, "the watch over releases", releases::watch);
        jobs.every(HEAD_PAUSE, "the signing of the history", requests::signHead);
    }

    /** By the pack's {@code retention}; unlike records, which are kept when it says nothing, what only feeds readers has an end. */
    private static void shortenLog(Core core) {
        Object months =
                core.city().process().get("retention") instanceof Map<?, ?> block ? block.get("changes_months") : null;
        long kept = months instanceof Number number ? number.longValue() : LOG_MONTHS;
        new ChangeRetention(core.database())
                .forgetBefore(core.clock()
                        .instant()
                        .atZone(core.zone())
                        .minusMonths(kept)
                        .toInstant());
    }
}
