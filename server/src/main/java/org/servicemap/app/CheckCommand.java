package org.servicemap.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.citypack.ImportOptions;
import org.servicemap.citypack.PackImport;
import org.servicemap.routing.CatalogueText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Checks a pack, or without PACK the city in force: boundaries, the catalogue's examples, and the proof that for",
            "every category and area exactly one unit is responsible. Changes nothing. Exit code 1 when something is wrong."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class CheckCommand extends CoreCommand {
    @Parameters(paramLabel = "PACK", arity = "0..1", description = "Folder with pack.yml.")
    private Path pack;

    @Option(names = "--repair", description = "Check the pack as --repair would import it.")
    private boolean repair;

    @Option(names = "--findings", paramLabel = "N", defaultValue = "10", description = "Findings of each code to show.")
    private int findings;

    @Override
    int run(Core core, PrintWriter out) {
        CatalogueCheck check = new CatalogueCheck(out);
        if (pack == null) {
            inForce(core, check, out);
        } else {
            pack(core, check, out);
        }
        out.println(check.isGood() ? "Everything is fine." : "Something is wrong, see above.");
        return check.isGood() ? 0 : 1;
    }

    private void pack(Core core, CatalogueCheck check, PrintWriter out) {
        ImportOptions options = new ImportOptions(repair, null, null, null, null);
        PackImport.Outcome outcome = core.packs().dryRun(pack, options, new ConsoleProgress(out, findings));
        out.println();
        Coverage coverage = outcome.coverage();
        if (coverage == null) {
            throw new PackRefusedException(pack, outcome.report());
        }
        check.boundaries(coverage);
        if (outcome.routing() != null) {
            check.examples(
                    outcome.routing().catalogue(),
                    outcome.routing().spec(),
                    outcome.routing().resolver());
            check.completeness(outcome.routing().catalogue(), coverage);
        }
    }

    private static void inForce(Core core, CatalogueCheck check, PrintWriter out) {
        Coverage coverage = core.versions()
                .coverage(core.versions().on(LocalDate.now(core.city().zone())).id());
        check.boundaries(coverage);
        Optional<CatalogueText> text = core.catalogues().findPublished();
        if (text.isEmpty()) {
            out.println("catalogue: none is published");
            return;
        }
        core.areas().refresh();
        AreaResolver resolver = core.areas().current();
        var catalogue = core.catalogues().published(resolver.snapshot());
        check.examples(catalogue, text.get().specYaml(), resolver);
        check.completeness(catalogue, coverage);
    }
}
