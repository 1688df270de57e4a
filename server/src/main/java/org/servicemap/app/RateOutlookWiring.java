package org.servicemap.app;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.servicemap.insights.RateOutlookRules;
import org.servicemap.requests.rates.RateRules;

/** The requests' rules of the rates, as the outlook takes them. */
final class RateOutlookWiring {
    private RateOutlookWiring() {}

    /** The assessment so many before the running one; null where the city has no rates. */
    static @Nullable RateOutlookRules window(Core core, int ago) {
        RateRules rules = RateRules.of(core.city().process());
        if (rules == null) {
            return null;
        }
        YearMonth month = rules.monthOf(core.clock().instant(), core.zone()).minusMonths(ago);
        RateRules.Window window = rules.window(month, core.zone());
        return new RateOutlookRules(
                window.from(),
                window.until(),
                rules.responseWeight(),
                rules.resolutionWeight(),
                rules.satisfactionWeight(),
                rules.basicallySatisfied());
    }
}
