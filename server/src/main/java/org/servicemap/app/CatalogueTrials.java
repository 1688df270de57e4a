package org.servicemap.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.areas.index.Query;
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
    private final Core core;

    CatalogueTrials(Core core) {
        this.core = core;
    }

    @Override
    public Outcome of(String rule, List<Case> cases) {
        AreaResolver now = core.areas().current();
        Catalogue before = core.catalogues().published(now.snapshot());
        String standsBefore = cases.isEmpty() ? null : decidedBy(before, now, cases.get(0));
        Catalogue after = Catalogue.compile(with(rule, standsBefore), before.context());
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

    private RuleBook with(String rule, @Nullable String before) {
        String yaml = core.catalogues()
                .findPublished()
                .map(CatalogueText::yaml)
                .orElseThrow(() -> new RoutingException("no_catalogue", "catalogue", "no catalogue is published"));
        RuleBook book = RuleBook.read(yaml);
        List<Rule> rules = new ArrayList<>(book.rules());
        int at = 0;
        while (at < rules.size() && !rules.get(at).id().equals(before)) {
            at++;
        }
        rules.add(
                at,
                RuleBook.read("format: 1\nlabel: proposed\nrules:\n" + rule.indent(2))
                        .rules()
                        .get(0));
        return new RuleBook(book.label(), rules, yaml);
    }
}
