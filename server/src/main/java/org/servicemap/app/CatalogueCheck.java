package org.servicemap.app;

import java.io.PrintWriter;
import java.time.Year;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.coverage.CoverageVerifier;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.calendars.WorkingCalendar;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Completeness;
import org.servicemap.routing.CompletenessReport;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingLand;
import org.servicemap.routing.SpecReport;
import org.servicemap.routing.SpecRunner;
import org.servicemap.routing.rules.Spec;

/** What {@code check} does with a city, from a pack or in force: boundaries, the catalogue's examples, the completeness proof. */
final class CatalogueCheck {
    private static final int SHOWN = 50;

    private final PrintWriter out;
    private boolean good = true;

    CatalogueCheck(PrintWriter out) {
        this.out = out;
    }

    /** Whether nothing that was checked so far has an error. */
    boolean isGood() {
        return good;
    }

    /** Only the boundaries, where there is no catalogue. */
    void boundaries(Coverage coverage) {
        boundaries(coverage, CoverageVerifier.verify(coverage));
    }

    /** Everything: boundaries are verified on one processor while the others prove the catalogue. */
    void all(Coverage coverage, Catalogue catalogue, @Nullable String specYaml, AreaResolver resolver) {
        CompletableFuture<List<String>> faults = CompletableFuture.supplyAsync(() -> CoverageVerifier.verify(coverage));
        Proof proof;
        try {
            proof = prove(catalogue, coverage);
        } finally {
            // First: a proof that fails may do so because of them.
            boundaries(coverage, faults.join());
        }
        examples(catalogue, specYaml, resolver);
        completeness(proof);
        calendar(catalogue.context().calendar(), Year.now(catalogue.context().zone()));
    }

    /** Warns only: the holidays of the next year are often published late in this one. */
    private void calendar(WorkingCalendar calendar, Year now) {
        for (Year year : List.of(now, now.plusYears(1))) {
            if (!calendar.lists(year)) {
                out.println("warning: the calendar lists no holidays of " + year
                        + ": limits in working days will only skip its weekends");
            } else if (calendar.provisional().contains(year)) {
                out.println("warning: the holidays of " + year
                        + " are provisional: bring in the published ones with «calendar FILE»");
            }
        }
    }

    private void boundaries(Coverage coverage, List<String> faults) {
        out.println("boundaries: " + coverage.areas().size() + " areas, "
                + (faults.isEmpty() ? "exactly nested, no gap, no overlap" : faults.size() + " faults"));
        faults.stream().limit(SHOWN).forEach(fault -> out.println("  " + fault));
        good &= faults.isEmpty();
    }

    private void examples(Catalogue catalogue, @Nullable String specYaml, AreaResolver resolver) {
        if (specYaml == null) {
            out.println("examples: none");
            return;
        }
        SpecReport report = SpecRunner.run(
                catalogue,
                Spec.read(specYaml),
                point -> Place.of(
                        resolver.resolve(new Query(point, null, Set.of(Query.ALL))),
                        resolver.snapshot().directory()));
        out.println("examples: " + report.examples() + ", of them wrong: "
                + report.failures().size());
        report.failures().stream()
                .limit(SHOWN)
                .forEach(failure -> out.println("  line " + failure.mark().line() + " «" + failure.example() + "»: "
                        + failure.message().in("en", "zh")));
        good &= report.holds();
    }

    private record Proof(CompletenessReport report, double seconds) {}

    private static Proof prove(Catalogue catalogue, Coverage coverage) {
        long start = System.nanoTime();
        CompletenessReport report = Completeness.check(
                catalogue, RoutingLand.of(coverage, catalogue.context().territory()));
        return new Proof(report, (System.nanoTime() - start) / 1e9);
    }

    private static String verdict(CompletenessReport report) {
        if (report.categories() == 0) {
            return "no categories, so nothing is proved";
        }
        return report.isComplete() ? "exactly one unit for each" : "NOT complete";
    }

    private void completeness(Proof proof) {
        CompletenessReport report = proof.report();
        out.printf(
                "completeness: %d categories × %d areas (%d places told apart, %d cases) in %.1f s: %s%n",
                report.categories(), report.areas(), report.cells(), report.cases(), proof.seconds(), verdict(report));
        report.findings().stream()
                .limit(SHOWN)
                .forEach(finding -> out.println("  " + finding.severity() + " " + finding.code() + ": "
                        + finding.message().in("en", "zh")));
        if (report.findings().size() > SHOWN) {
            out.println("  … and " + (report.findings().size() - SHOWN) + " more");
        }
        good &= report.isComplete();
    }
}
