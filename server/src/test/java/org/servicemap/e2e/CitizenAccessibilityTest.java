package org.servicemap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** axe with all its rules on the pages for reporting and following in Chinese, in both themes; all but the colours again in English. */
class CitizenAccessibilityTest extends E2eTest {
    enum State {
        EMPTY(false, "/report", page -> page.awaitMap()),
        LACKING(false, "/report", page -> page.page().locator("#submit").click()),
        FILLED(true, "/report?" + Qingxi.INSIDE + "&category=CITY-WASTE", page -> {
            page.page().locator(".why > summary").click();
            page.page().locator("#text").fill("fire broke out 着火");
        }),
        IN_WORDS(true, "/report", page -> {
            page.page().locator("input[name=where][value=area]").press("Space");
            page.page().locator("#area-0").selectOption("990101");
            page.page().waitForSelector("#area-1");
        }),
        RECEIPT(true, "/report?" + Qingxi.INSIDE, page -> {
            file(page);
            page.page().waitForSelector(".qr svg");
        }),
        ENTRY(true, "/follow", page -> page.page().locator("#look").click()),
        FOLLOWED(false, "/report?" + Qingxi.INSIDE, page -> {
            file(page);
            page.page().locator(".receipt__next a").press("Enter");
            page.page().locator("[data-action=withdraw]").click();
        });

        private final boolean phone;
        private final String address;
        private final Consumer<MapPage> prepare;

        State(boolean phone, String address, Consumer<MapPage> prepare) {
            this.phone = phone;
            this.address = address;
            this.prepare = prepare;
        }

        private static void file(MapPage on) {
            new ReportPage(on).says("路面有坑").staysAnonymous().submit();
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void axeFindsNothing(State state) {
        MapPage on = state.phone ? phone() : desktop();
        for (String language : List.of("zh", "en")) {
            on.page().navigate(state.address + (state.address.contains("?") ? "&" : "?") + "lang=" + language);
            state.prepare.accept(on);
            Axe.findsNothing(on.page(), state.name(), language);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyTargetOnAPhoneIsAtLeast44PixelsHigh(State state) {
        MapPage on = phone();
        on.page().navigate(state.address);
        state.prepare.accept(on);
        Object small = on.page().evaluate("""
                () => [...document.querySelectorAll('button, a[href], summary, select, label:has(input)')]
                  .filter((e) => e.checkVisibility() && !e.matches('.skip'))
                  .map((e) => [e.className || e.textContent.trim(), Math.round(e.getBoundingClientRect().height)])
                  .filter(([, height]) => height < 44)
                  .map(String)""");

        assertThat((List<?>) small).isEmpty();
        assertThat(on.pageScrolls()).isFalse();
    }
}
