package org.servicemap.courtyard;

import java.time.LocalDate;
import org.servicemap.text.LocalText;

/**
 * What a community tells its residents for some days.
 *
 * @param area code of the community
 * @param firstDay on which it is shown, by the city's calendar; the last one too
 */
record Notice(
        long id,
        String area,
        LocalText title,
        LocalText words,
        LocalDate firstDay,
        LocalDate lastDay,
        boolean withdrawn,
        int version) {
    private static final int MAX_TITLE = 100;
    private static final int MAX_WORDS = 4000;

    Notice {
        check("title", title, MAX_TITLE);
        check("words", words, MAX_WORDS);
        if (lastDay.isBefore(firstDay)) {
            throw CourtyardException.bad("last_day", "the last day is not before the first one");
        }
    }

    private static void check(String field, LocalText text, int most) {
        if (text.isEmpty()) {
            throw CourtyardException.bad(field, "say it in one language at least");
        }
        text.byTag().values().forEach(value -> ProposalText.text(field, value, most));
    }
}
