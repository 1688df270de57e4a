package org.servicemap.routing;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.Problem;
import org.servicemap.routing.rules.Rule;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.routing.rules.Words;

/**
 * The responsibility catalogue, compiled against one area version, the units, the categories and the calendar. A decision
 * is a function of its {@link DecisionRecord} alone: {@link #decide} makes the record and {@link #replay}s it. Immutable,
 * safe for any number of threads.
 */
public final class Catalogue {
    private final RuleBook book;
    private final RoutingContext context;
    private final List<CompiledRule> rules;
    private final List<Atom> atoms;
    private final Predicate<Facts>[] tests;
    private final Map<Object, Integer> atomNumbers = new HashMap<>();
    private final List<String> places;
    private final List<Map<String, Integer>> fieldValues;
    private final CompiledRule[][] byCategory;
    private final Map<String, Integer> categoryNumbers = new LinkedHashMap<>();
    private final Urgencies urgencies;
    private final Names names;
    private final String fingerprint;
    private final int shownRank;
    private final Explainer explainer;

    /** Who must act, without the reasons. Neither unit nor diversion when no rule decides. */
    public record Outcome(
            Decision.@Nullable RuleName rule, Decision.@Nullable UnitName unit, Decision.@Nullable Term diversion) {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    Catalogue(
            RuleBook book,
            RoutingContext context,
            String fingerprint,
            List<CompiledRule> rules,
            List<Atom> atoms,
            List<String> places,
            List<Map<String, Integer>> fieldValues,
            CompiledRule[][] byCategory) {
        this.book = book;
        this.context = context;
        this.fingerprint = fingerprint;
        this.rules = rules;
        this.atoms = atoms;
        tests = atoms.stream().map(Atom::test).toArray(Predicate[]::new);
        this.places = places;
        this.fieldValues = fieldValues;
        this.byCategory = byCategory;
        context.tables().categories().forEach(c -> categoryNumbers.put(c.code(), categoryNumbers.size()));
        urgencies = new Urgencies(context.tables().categories(), context.terms());
        for (int i = 0; i < atoms.size(); i++) {
            atomNumbers.put(atoms.get(i).key(), i);
        }
        names = new Names(context);
        shownRank = Math.max(context.territory().routingRank(), finestRankAskedFor());
        explainer = new Explainer(this);
    }

    /** Compiles a catalogue; {@link org.servicemap.routing.rules.CatalogueException} lists every reference to nothing. */
    public static Catalogue compile(RuleBook book, RoutingContext context) {
        return new CatalogueCompiler(context).compile(book);
    }

    /** The same from YAML; {@link CatalogueException} lists what cannot be read and what the rest refers to in vain. */
    public static Catalogue compile(String yaml, RoutingContext context) {
        RuleBook.Reading reading = RuleBook.reading(yaml);
        if (reading.problems().isEmpty()) {
            return compile(reading.book(), context);
        }
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(ReferenceChecks.of(reading.book(), context));
        problems.sort(Comparator.comparingInt(problem -> problem.mark().line()));
        throw new CatalogueException(problems);
    }

    private int finestRankAskedFor() {
        int rank = 0;
        for (CompiledRule rule : rules) {
            rank = Math.max(rank, rule.to() == null ? 0 : rule.to().rank());
        }
        for (Atom atom : atoms) {
            if (atom.key() instanceof Check.InArea in) {
                rank = Math.max(rank, context.territory().rank(in.level()));
            }
        }
        return rank;
    }

    public String label() {
        return book.label();
    }

    /** SHA-256 of everything that decisions depend on, hexadecimal. */
    public String fingerprint() {
        return fingerprint;
    }

    public RoutingContext context() {
        return context;
    }

    /** In the catalogue's order. */
    public List<Rule> rules() {
        return book.rules();
    }

    /** The decision with its reasons; {@link RoutingException} for a category or term that there is not. */
    public Decision decide(Question question) {
        return replay(record(question));
    }

    /** What the decision follows from. */
    public DecisionRecord record(Question question) {
        Facts facts = facts(question);
        return new DecisionRecord(
                fingerprint,
                context.territory().version(),
                question.category(),
                question.places(),
                question.channel(),
                question.hotline(),
                question.urgency(),
                question.kind(),
                question.at(),
                TruthBits.write(atoms.size(), atom -> atoms.get(atom).test().test(facts)));
    }

    /** The decision that a record led to, bit for bit; {@link RoutingException} when it was made by another catalogue. */
    public Decision replay(DecisionRecord record) {
        if (!record.catalogue().equals(fingerprint)) {
            throw new RoutingException("other_catalogue", "catalogue", "this decision was made by another catalogue");
        }
        if (!record.areaVersion().equals(context.territory().version())) {
            throw new RoutingException(
                    "other_area_version", "area_version", "this decision was made by another area version");
        }
        return new Decider(this, record).decide();
    }

    /** The outcome alone, many times faster than {@link #decide}. */
    public Outcome outcome(Question question) {
        Facts facts = facts(question);
        CompiledRule rule = winner(facts);
        if (rule == null) {
            return new Outcome(null, null, null);
        }
        return new Outcome(
                ruleName(rule),
                rule.to() == null ? null : names.unit(rule.to().find(facts.places)),
                rule.rule().divert() == null
                        ? null
                        : names.diversion(rule.rule().divert()));
    }

    @Nullable
    CompiledRule winner(Facts facts) {
        Expr.Truths truths = truths(facts);
        for (CompiledRule rule : byCategory[facts.category]) {
            if (rule.quick().test(truths)) {
                return rule;
            }
        }
        return null;
    }

    Expr.Truths truths(Facts facts) {
        return atom -> tests[atom].test(facts);
    }

    Facts facts(Question question) {
        Facts facts = new Facts(places.size());
        facts.category = categoryNumber(question.category());
        for (int place = 0; place < places.size(); place++) {
            Place at = question.places().get(places.get(place));
            facts.places[place] = at == null ? Located.UNKNOWN : Located.of(at, context.territory());
        }
        setField(
                facts,
                Check.Field.CHANNEL,
                question.channel(),
                context.terms().channels().keySet());
        setField(facts, Check.Field.HOTLINE, question.hotline(), names.hotlines());
        setField(
                facts,
                Check.Field.URGENCY,
                question.urgency(),
                context.terms().urgencyClasses().keySet());
        setField(
                facts,
                Check.Field.KIND,
                question.kind(),
                context.terms().requestKinds().keySet());
        facts.fields[Check.Field.URGENCY.ordinal()] =
                fieldNumber(Check.Field.URGENCY, urgencies.of(facts.category, question.urgency()));
        setTime(facts, question.at().atZone(context.zone()));
        facts.text = question.text() == null ? "" : Words.normal(question.text());
        return facts;
    }

    private void setField(Facts facts, Check.Field field, @Nullable String value, java.util.Set<String> known) {
        if (value != null && !known.isEmpty() && !known.contains(value)) {
            throw new RoutingException(
                    "unknown_" + field.key(), field.key(), "there is no " + field.key() + " «" + value + "»");
        }
        facts.fields[field.ordinal()] = fieldNumber(field, value);
    }

    int fieldNumber(Check.Field field, @Nullable String value) {
        return value == null ? -1 : fieldValues.get(field.ordinal()).getOrDefault(value, -1);
    }

    void setTime(Facts facts, ZonedDateTime local) {
        facts.minuteOfDay = local.getHour() * 60 + local.getMinute();
        facts.date = local.toLocalDate();
        facts.monthDay = java.time.MonthDay.from(facts.date);
        facts.dayOfWeek = facts.date.getDayOfWeek();
        facts.dayKind = context.calendar().kindOf(facts.date);
    }

    int categoryNumber(String code) {
        return Optional.ofNullable(categoryNumbers.get(code))
                .orElseThrow(() ->
                        new RoutingException("unknown_category", "category", "there is no category «" + code + "»"));
    }

    /** −1 when there is none. */
    int findCategory(String code) {
        Integer number = categoryNumbers.get(code);
        return number == null ? -1 : number;
    }

    int categories() {
        return urgencies.categories();
    }

    /** The overlay layers that its rules look at: what {@link OverlayCells} must be worked out for. */
    public java.util.Set<String> overlayLayers() {
        return QuickRouter.layersOf(this);
    }

    @Nullable
    String urgencyOf(int category) {
        return urgencies.ofCategory(category);
    }

    /** Before any rule, of a request that says this itself. */
    @Nullable
    String urgencyOf(int category, @Nullable String own) {
        return urgencies.of(category, own);
    }

    CompiledRule[] rulesOf(int category) {
        return byCategory[category];
    }

    List<CompiledRule> compiledRules() {
        return rules;
    }

    List<Atom> atoms() {
        return atoms;
    }

    Atom atom(int number) {
        return atoms.get(number);
    }

    int numberOf(Atom atom) {
        Integer number = atomNumbers.get(atom.key());
        if (number == null) {
            throw new IllegalStateException("no such atom: " + atom.key());
        }
        return number;
    }

    List<String> placeRoles() {
        return places;
    }

    String placeRole(int place) {
        return places.get(place);
    }

    List<Map<String, Integer>> fieldValues() {
        return fieldValues;
    }

    Explainer explainer() {
        return explainer;
    }

    Names names() {
        return names;
    }

    /** The finest level worth naming: the routing level, or a finer one that rules ask for. */
    int shownRank() {
        return shownRank;
    }

    static Decision.RuleName ruleName(CompiledRule rule) {
        return new Decision.RuleName(
                rule.rule().id(), rule.rule().mark().line(), rule.rule().title());
    }
}
