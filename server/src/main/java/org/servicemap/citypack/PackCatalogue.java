package org.servicemap.citypack;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.coverage.Finding;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingContext;
import org.servicemap.routing.SpecReport;
import org.servicemap.routing.SpecRunner;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.Problem;
import org.servicemap.routing.rules.Spec;
import org.servicemap.text.LocalText;
import org.servicemap.text.YamlException;

/**
 * A pack's catalogue, and the examples beside it, which it has to decide as they say.
 *
 * @param yaml its text
 * @param spec the examples' text; null where there are none
 */
record PackCatalogue(String yaml, @Nullable String spec, Catalogue compiled) {
    private static final int SHOWN = 20;

    /**
     * Null when the pack has none.
     *
     * @throws PackException names every reference to nothing, or every example that does not hold, with its line
     */
    static @Nullable PackCatalogue read(CityPack pack, RoutingContext context, AreaResolver resolver) {
        PackTables tables = new PackTables(pack);
        String file = pack.file().catalogue();
        String yaml = tables.catalogue();
        if (file == null || yaml == null) {
            return null;
        }
        String spec = tables.catalogueSpec();
        Catalogue compiled = compile(file, yaml, context);
        if (spec != null) {
            requireExamples(compiled, PackTables.specFile(file), spec, resolver);
        }
        return new PackCatalogue(yaml, spec, compiled);
    }

    private static Catalogue compile(String file, String yaml, RoutingContext context) {
        try {
            return Catalogue.compile(yaml, context);
        } catch (CatalogueException e) {
            throw refused(file, e);
        } catch (YamlException e) {
            throw refused(file, e);
        }
    }

    /** Examples that must hold are part of the catalogue: a pack in which one fails is refused with its line. */
    private static void requireExamples(Catalogue catalogue, String file, String yaml, AreaResolver resolver) {
        SpecReport report = SpecRunner.run(
                catalogue,
                spec(file, yaml),
                point -> Place.of(
                        resolver.resolve(new Query(point, null, Set.of(Query.ALL))),
                        resolver.snapshot().directory()));
        if (!report.holds()) {
            throw failing(file, report.failures());
        }
    }

    private static PackException failing(String file, List<SpecReport.Failure> failures) {
        String shown = failures.stream()
                .limit(SHOWN)
                .map(failure -> "line " + failure.mark().line() + " «" + failure.example() + "»: "
                        + failure.message().in("en", "zh"))
                .collect(Collectors.joining("\n"));
        return PackException.of(
                "example_fails",
                file,
                0,
                failures.size() + " examples do not hold\n" + shown,
                failures.stream().map(failure -> finding(file, failure)).toList());
    }

    private static Finding finding(String file, SpecReport.Failure failure) {
        LocalText message = failure.message();
        LocalText why = LocalText.of(
                "zh",
                "「" + failure.example() + "」" + message.in("zh", "en"),
                "en",
                "«" + failure.example() + "»: " + message.in("en", "zh"));
        return Finding.unread("example_fails", file, failure.mark().line(), why);
    }

    private static Spec spec(String file, String yaml) {
        try {
            return Spec.read(yaml);
        } catch (CatalogueException e) {
            throw refused(file, e);
        } catch (YamlException e) {
            throw refused(file, e);
        }
    }

    private static PackException refused(String file, YamlException e) {
        return new PackException(e.code(), file, 0, String.valueOf(e.getMessage()), e);
    }

    private static PackException refused(String file, CatalogueException e) {
        return PackException.of(
                e.code(),
                file,
                0,
                String.valueOf(e.getMessage()),
                e.problems().stream().map(problem -> finding(file, problem)).toList());
    }

    private static Finding finding(String file, Problem problem) {
        String rule = problem.rule();
        LocalText message = problem.message();
        LocalText why = rule == null
                ? message
                : LocalText.of(
                        "zh", "规则 " + rule + "：" + message.in("zh", "en"),
                        "en", "rule " + rule + ": " + message.in("en", "zh"));
        return Finding.unread(problem.code(), file, problem.mark().line(), why);
    }
}
