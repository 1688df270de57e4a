package org.servicemap.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.RouteBuilder;
import org.servicemap.requests.rates.RateRules;

/** Which period a call asks about: an assessment month of the city, or any other stretch of time. */
final class RatePeriods {
    static final Param<String> MONTH =
            Param.text("month", "Assessment month as YYYY-MM, with the city's window; default the running one");
    static final Param<OffsetDateTime> FROM = Param.time("from", "Start of any other period, with until");
    static final Param<OffsetDateTime> UNTIL = Param.time("until", "End of the period, excluded");
    static final ErrorCode BAD_PERIOD = new ErrorCode(400, "bad_period", "a period that cannot be");

    private static final int LAST_DAYS = 30;

    private final CityRules rules;
    private final Clock clock;

    RatePeriods(CityRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A period with the one it is compared with.
     *
     * @param month the assessment month; null for any other period
     * @param before as long, right before it; of a month the window of the month before
     */
    record Period(@Nullable YearMonth month, RateRules.Window window, RateRules.Window before) {}

    static RouteBuilder takenBy(RouteBuilder route) {
        return route.takes(MONTH, FROM, UNTIL).fails(BAD_PERIOD);
    }

    Period asked(Exchange exchange, RateRules rateRules) {
        OffsetDateTime from = exchange.find(FROM);
        OffsetDateTime until = exchange.find(UNTIL);
        String month = exchange.find(MONTH);
        if (from == null && until == null) {
            return of(month(month, rateRules), rateRules);
        }
        if (month != null || from == null || until == null || !until.isAfter(from)) {
            throw BAD_PERIOD.problem("give month, or from and a later until", "until");
        }
        return between(from.toInstant(), until.toInstant());
    }

    /** As {@link #asked}; the last {@value #LAST_DAYS} days when nothing is said. */
    Period askedOrLast(Exchange exchange, RateRules rateRules) {
        boolean said = exchange.find(MONTH) != null || exchange.find(FROM) != null || exchange.find(UNTIL) != null;
        Instant now = clock.instant();
        return said ? asked(exchange, rateRules) : between(now.minus(Duration.ofDays(LAST_DAYS)), now);
    }

    private Period of(YearMonth month, RateRules rateRules) {
        var zone = rules.current().zone();
        return new Period(month, rateRules.window(month, zone), rateRules.window(month.minusMonths(1), zone));
    }

    private static Period between(Instant from, Instant until) {
        Duration length = Duration.between(from, until);
        return new Period(null, new RateRules.Window(from, until), new RateRules.Window(from.minus(length), from));
    }

    private YearMonth month(@Nullable String month, RateRules rateRules) {
        if (month == null) {
            return rateRules.monthOf(clock.instant(), rules.current().zone());
        }
        try {
            YearMonth read = YearMonth.parse(month);
            if (read.getYear() >= 1970 && read.getYear() <= 9000) {
                return read;
            }
        } catch (DateTimeParseException e) {
            // falls through: answered below
        }
        throw BAD_PERIOD.problem("a month is YYYY-MM", "month");
    }
}
