package org.servicemap.app;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.BoundRows;
import org.servicemap.areas.SwitchPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = {
            "Puts a draft into force with everything that its pack brought. Without VERSION: the only draft.",
            "A running server switches within a second."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class PublishCommand extends CoreCommand {
    private static final int MOST_SHOWN = 20;

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Id or label of the area version.")
    private String version;

    @Option(names = "--from", paramLabel = "DATE", description = "First day in force instead of the draft's own.")
    private LocalDate from;

    @Option(names = "--yes", description = "Let what hangs on vanishing areas move along the crosswalk.")
    private boolean confirmed;

    @Option(names = "--list", description = "List all versions and switches; change nothing.")
    private boolean list;

    @Option(
            names = "--plan",
            description = {
                "Say what publishing would mean: areas that are new, gone, split, merged, renamed, moved, and what",
                "hangs on those that vanish; change nothing."
            })
    private boolean planOnly;

    @Option(
            names = "--roll-back",
            description = {
                "Take the publication of VERSION back: the version before is in force again, with units, categories, hotlines,",
                "city record and catalogue as they stood then. Calendar, articles, places and names to search stay."
            })
    private boolean rollBack;

    @Option(names = "--delete", description = "Delete the draft VERSION.")
    private boolean delete;

    @Override
    int run(Core core, PrintWriter out) {
        if (list) {
            list(core, out);
            return 0;
        }
        AreaVersion chosen = version == null ? onlyDraft(core) : core.versions().get(version);
        if (delete) {
            core.versions().deleteDraft(chosen.id());
            out.println("Deleted draft " + chosen.id());
        } else if (rollBack) {
            print(core.packs().rollBack(chosen.id(), confirmed), out);
            out.println("Rolled back " + chosen.id());
        } else {
            LocalDate day = from == null ? chosen.effectiveFrom() : from;
            if (planOnly) {
                printDifference(core, chosen, day, out);
                SwitchPlan plan = core.versions().plan(chosen.id(), day);
                print(plan, out);
                printMoment(plan, out);
            } else {
                publish(core, chosen, day, confirmed, out);
            }
        }
        return 0;
    }

    static void publish(Core core, AreaVersion chosen, LocalDate from, boolean confirmed, PrintWriter out) {
        AreaVersion draft = core.packs().carried(chosen, from, confirmed);
        if (draft.id() != chosen.id()) {
            out.println("Draft " + chosen.id() + " was made on another version: made anew as " + draft.id()
                    + " on the one in force on " + from);
        }
        SwitchPlan plan = core.packs().publish(draft.id(), from, confirmed);
        print(plan, out);
        out.println("Published " + draft.id() + " («" + draft.label() + "»), in force from " + from);
        printMoment(plan, out);
    }

    private static void printDifference(Core core, AreaVersion draft, LocalDate day, PrintWriter out) {
        out.println("areas of " + draft.id() + " («" + draft.label() + "») from " + day + ":");
        String language = core.city().defaultLanguage();
        core.versions()
                .planned(draft.id(), day)
                .ifPresentOrElse(
                        diff -> new DiffPrinter(out, language, MOST_SHOWN).print(diff, draft.levels()),
                        () -> out.println("  all " + draft.areaCount() + " are new: no version is in force then"));
    }

    private AreaVersion onlyDraft(Core core) {
        List<AreaVersion> drafts = core.versions().list().stream()
                .filter(each -> each.status() == AreaVersion.Status.DRAFT)
                .toList();
        if (drafts.size() != 1) {
            throw usage(
                    drafts.isEmpty()
                            ? "there is no draft; import a pack first"
                            : "there are several drafts: give one of "
                                    + drafts.stream().map(AreaVersion::id).toList());
        }
        return drafts.get(0);
    }

    private static void list(Core core, PrintWriter out) {
        core.versions()
                .list()
                .forEach(each -> out.printf(
                        "%-20d %-10s %-12s %s%s  %s  %d areas%n",
                        each.id(),
                        each.status(),
                        each.effectiveFrom(),
                        each.effectiveTo() == null ? "" : "until ",
                        each.effectiveTo() == null ? "" : each.effectiveTo(),
                        each.label(),
                        each.areaCount()));
        core.versions()
                .activations()
                .forEach(each -> out.printf(
                        "%s  %s %d, in force from %s%s%n",
                        each.at(),
                        each.action().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        each.version(),
                        each.effectiveFrom(),
                        each.replaced() == null ? "" : ", instead of " + each.replaced()));
    }

    private static void printMoment(SwitchPlan plan, PrintWriter out) {
        switch (plan.moment()) {
            case NOW -> {}
            case ON_ITS_DAY ->
                out.println(
                        "Units, rules and all that the pack brought beside boundaries follow on that day; until then nothing changes.");
            case NEVER ->
                out.println(
                        "All its days have passed: its boundaries are kept for questions about them; units, rules and the city's settings stay.");
        }
    }

    private static void printSplit(SwitchPlan plan, AreaKey area, PrintWriter out) {
        long parts =
                plan.moves().stream().filter(move -> move.from().equals(area)).count();
        if (parts > 1) {
            out.println("  " + area.level() + " " + area.code()
                    + " is split: rules and places name all of these, and wardens look after all;"
                    + " units, accounts and all else keep the first: give the others to somebody");
        }
        if (plan.lost(area) >= 0.001) {
            out.printf(
                    "  %s %s: %.1f %% of it lies in none of these; rules that name it no longer hold there%n",
                    area.level(), area.code(), 100 * plan.lost(area));
        }
    }

    private static void print(SwitchPlan plan, PrintWriter out) {
        if (!plan.gone().isEmpty()) {
            out.println("areas that vanish: " + plan.gone().size()
                    + (plan.hanging().isEmpty() ? "; nothing hangs on them" : "; what hangs on them: " + counts(plan)));
        }
        plan.counts().keySet().forEach(kind -> printKind(plan, kind, out));
        plan.moves().stream()
                .limit(MOST_SHOWN * 10L)
                .forEach(move -> out.printf(
                        "  %s %s → %s (%.1f %%)%n",
                        move.from().level(), move.from().code(), move.to().code(), 100 * move.share()));
        printMore(plan.moves().size() - MOST_SHOWN * 10, out);
        plan.moves().stream()
                .map(AreaDependants.Move::from)
                .distinct()
                .limit(MOST_SHOWN * 10L)
                .forEach(area -> printSplit(plan, area, out));
        printWider(plan, out);
        plan.stranded()
                .forEach(area -> out.println("  " + area.level() + " " + area.code()
                        + ": nothing takes its place; what hangs on it stays there, give it another area"));
        if (plan.counts().containsKey("open_requests")) {
            out.println("  open requests keep the areas that they were made in; who acts on them stays the same unit");
        }
    }

    /** Who is bound to an area that was merged sees more than anybody gave them: an administrator is to know. */
    static void printWider(SwitchPlan plan, PrintWriter out) {
        Set<AreaKey> bound = plan.hanging().stream()
                .filter(each -> each.kind().equals("account"))
                .map(AreaDependants.Dependant::area)
                .collect(Collectors.toSet());
        BoundRows.largest(plan.moves()).stream()
                .filter(move -> move.isWider() && bound.contains(move.from()))
                .forEach(move -> out.printf(
                        Locale.ROOT,
                        "  accounts on %s %s get more than they had: %.1f %% of %s was theirs; give them less if that is too much%n",
                        move.from().level(),
                        move.from().code(),
                        100 * move.ofNew(),
                        move.to().code()));
    }

    private static String counts(SwitchPlan plan) {
        return plan.counts().entrySet().stream()
                .map(entry -> entry.getKey().replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The first of a kind: a city's wardens fill more than a screen. */
    private static void printKind(SwitchPlan plan, String kind, PrintWriter out) {
        List<AreaDependants.Dependant> all =
                plan.hanging().stream().filter(each -> each.kind().equals(kind)).toList();
        all.stream()
                .limit(MOST_SHOWN)
                .forEach(each -> out.println("  " + each.kind() + " " + each.id() + " on "
                        + each.area().level() + " " + each.area().code()));
        printMore(all.size() - MOST_SHOWN, out);
    }

    private static void printMore(int more, PrintWriter out) {
        if (more > 0) {
            out.println("  … and " + more + " more");
        }
    }
}
