package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/**
 * axe on the page as it stands: all its rules in the light theme; in the dark one those that look at colours, as nothing else differs. For
 * a second language of a state that was looked at already, all rules but those, as colours do not differ. No page here has frames of its
 * own, so axe runs in the page itself ("legacy mode"), which saves a second page for each run; what passed is not listed, which halves the
 * time.
 */
final class Axe {
    /** Those of axe's own set: what it leaves out unless asked (AAA) is left out here too. */
    private static final List<String> ABOUT_COLOURS = List.of("color-contrast", "link-in-text-block");

    private Axe() {}

    static void findsNothing(Page page, String state) {
        scheme(page, ColorScheme.LIGHT);
        assertThat(violations(builder(page))).as("%s light", state).isEmpty();
        scheme(page, ColorScheme.DARK);
        assertThat(violations(builder(page).withRules(ABOUT_COLOURS)))
                .as("%s dark", state)
                .isEmpty();
        scheme(page, ColorScheme.LIGHT);
    }

    /** A state in one of the pages' languages: colours, which are the same in each, are looked at in Chinese. */
    static void findsNothing(Page page, String state, String language) {
        if (language.equals("zh")) {
            findsNothing(page, state + " zh");
        } else {
            assertThat(violations(builder(page).disableRules(ABOUT_COLOURS)))
                    .as("%s %s", state, language)
                    .isEmpty();
        }
    }

    private static void scheme(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    @SuppressWarnings("deprecation") // the mode is deprecated for pages with frames of other origins
    private static AxeBuilder builder(Page page) {
        assertThat(page.frames()).as("frames need the other mode").hasSize(1);
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page).setLegacyMode(true).options(options);
    }

    private static List<String> violations(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .toList();
    }
}
