package org.servicemap.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Writes to the log what the pages of a test showed when it failed: a test that fails once in a hundred runs tells why the first time. */
final class LastSight implements TestExecutionExceptionHandler {
    private static final int LONGEST = 2000;

    private final Supplier<Stream<Page>> pages;
    private final List<String> troubles;

    /** @param troubles what the browser complained of, read when the test has failed */
    LastSight(Supplier<Stream<Page>> pages, List<String> troubles) {
        this.pages = pages;
        this.troubles = troubles;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable fault) throws Throwable {
        System.err.println("*** " + context.getDisplayName() + " failed; the browser complained of " + troubles);
        pages.get().map(LastSight::shown).forEach(System.err::println);
        throw fault;
    }

    private static String shown(Page page) {
        try {
            String text =
                    String.valueOf(page.evaluate("() => document.visibilityState + '\\n' + document.body?.innerText"));
            return page.url() + "\n" + text.substring(0, Math.min(LONGEST, text.length()));
        } catch (PlaywrightException e) {
            return "a page that is gone: " + e.getMessage();
        }
    }
}
