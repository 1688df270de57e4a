package org.servicemap.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
import org.servicemap.geo.LonLat;
import org.servicemap.insights.risks.CatalogueTrial;
import org.servicemap.routing.Backtest;
import org.servicemap.routing.BacktestReport;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.CatalogueText;
import org.servicemap.routing.Decision;
import org.servicemap.routing.PastCase;
import org.servicemap.routing.PastCases;
import org.servicemap.routing.Place;
import org.servicemap.routing.Question;
import org.servicemap.routing.QuickRouter;
import org.servicemap.routing.RoutingException;
import org.servicemap.routing.rules.Rule;
import org.servicemap.routing.rules.RuleBook;

/** Proposed rules, tried by the backtest against the catalogue in force. */
final class CatalogueTrials implements CatalogueTrial {
    /** To find the rule before which a proposed one stands: more say the same. */
    private static final int MOST_ASKED = 2_000;

    private final Core core;

    CatalogueTrials(Core core) {
        this.core = core;
    }

    @Override
    public Outcome of(String rule, Predicate<LonLat> isRules, List<Case> cases) {
        AreaResolver now = core.areas().current();
        Catalogue before = core.catalogues().published(now.snapshot());
        RuleBook book = published();
        int at = earliest(book, before, now, cases.stream().filter(each -> isRules.test(each.point())));
        String standsBefore = at < book.rules().size() ? book.rules().get(at).id() : null;
        Catalogue after = Catalogue.compile(with(book, rule, at), before.context());
        BacktestReport report = Backtest.run(
                PastCases.of(cases.stream().map(CatalogueTrials::past).iterator()),
                new QuickRouter(before, now),
                new QuickRouter(after, now));
        return new Outcome(
                report.cases(),
                report.refused(),
                report.moved(),
                report.known(),
                report.agreedBefore(),
                report.agreedAfter(),
                standsBefore,
                report.moves().stream()
                        .map(each -> new Move(
                                each.move().area(),
                                each.move().from(),
                                each.move().to(),
                                each.count()))
                        .toList());
    }

    @Override
    public List<Sent> sends(String rule, @Nullable String standsBefore, List<Case> cases) {
        AreaResolver now = core.areas().current();
        Catalogue before = core.catalogues().published(now.snapshot());
        RuleBook book = published();
        int at = IntStream.range(0, book.rules().size())
                .filter(i -> book.rules().get(i).id().equals(standsBefore))
                .findFirst()
                .orElse(book.rules().size());
        QuickRouter in = new QuickRouter(before, now);
        QuickRouter with = new QuickRouter(Catalogue.compile(with(book, rule, at), before.context()), now);
        return cases.stream()
                .map(CatalogueTrials::past)
                .map(past -> new Sent(target(in, past), target(with, past)))
                .toList();
    }

    /** Empty: nobody, also where the catalogue does not know the words any more. */
    private static String target(QuickRouter router, PastCase past) {
        try {
            return Objects.requireNonNullElse(router.target(past), "");
        } catch (RoutingException e) {
            return "";
        }
    }

    private static PastCase past(Case one) {
        return new PastCase(
                0,
                one.category(),
                one.point(),
                one.channel(),
                one.hotline(),
                one.urgency(),
                one.kind(),
                one.at(),
                null,
                one.went());
    }

    /** Where in the book the first rule is that decides any of the cases; its end when none does. */
    private static int earliest(RuleBook book, Catalogue catalogue, AreaResolver now, Stream<Case> cases) {
        Set<String> deciding = cases.limit(MOST_ASKED)
                .map(each -> decidedBy(catalogue, now, each))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<Rule> rules = book.rules();
        return IntStream.range(0, rules.size())
                .filter(i -> deciding.contains(rules.get(i).id()))
                .findFirst()
                .orElse(rules.size());
    }

    /** The rule by which a case is decided; null when none decides, or the catalogue does not know its words. */
    private static @Nullable String decidedBy(Catalogue catalogue, AreaResolver now, Case one) {
        Place place = Place.of(
                now.resolve(new Query(one.point(), null, Set.of(Query.ALL))),
                now.snapshot().directory());
        try {
            Decision decision = catalogue.decide(new Question(
                    one.category(),
                    Map.of(RuleBook.INCIDENT, place),
                    one.channel(),
                    one.hotline(),
                    one.urgency(),
                    one.kind(),
                    one.at(),
                    null));
            Decision.RuleName rule = decision.rule();
            return rule == null ? null : rule.id();
        } catch (RoutingException e) {
            return null;
        }
    }

    private RuleBook published() {
        String yaml = core.catalogues()
                .findPublished()
                .map(CatalogueText::yaml)
                .orElseThrow(() -> new RoutingException("no_catalogue", "catalogue", "no catalogue is published"));
        return RuleBook.read(yaml);
    }

    private static RuleBook with(RuleBook book, String rule, int at) {
        List<Rule> rules = new ArrayList<>(book.rules());
        rules.add(
                at,
                RuleBook.read("format: 1\nlabel: proposed\nrules:\n" + rule.indent(2))
                        .rules()
                        .get(0));
        return new RuleBook(book.label(), rules, book.yaml());
    }
}
