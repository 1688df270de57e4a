package org.servicemap.routing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.servicemap.routing.PlaceClasses.PlaceClass;
import org.servicemap.routing.rules.Check;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/**
 * The completeness proof: for every category (requests may be filed under any node of the tree) and every area of the routing
 * level (and the land of coarser areas that is in none of them), under every consistent combination of everything else, exactly one
 * rule decides. Per category only what its rules mention is looked at; places that its rules do not tell apart are proved together;
 * the rest is split by {@link Partition}. No sampling.
 */
public final class Completeness {
    private static final int CASE_LIMIT = 2_000_000;
    private static final int TIME = Check.Field.values().length;
    private static final int FIRST_PLACE = TIME + 1;

    private final Catalogue catalogue;
    private final List<PlaceClass> incidents;
    private final Map<Integer, BitSet> domains = new HashMap<>();
    private final Partition partition;
    private final ProofFindings findings;
    private final BitSet winners = new BitSet();
    private final int cells;

    private final int areas;

    private Completeness(Catalogue catalogue, int[] routingAreas, OverlayCells overlayCells, int limit) {
        this.catalogue = catalogue;
        areas = routingAreas.length;
        PlaceClasses places = new PlaceClasses(catalogue, routingAreas, overlayCells);
        incidents = places.of(0);
        int[] variableOf = new int[catalogue.atoms().size()];
        BitSet[] valuesOf = new BitSet[catalogue.atoms().size()];
        java.util.Arrays.fill(variableOf, -1);
        java.util.Arrays.setAll(valuesOf, i -> new BitSet());
        addFields(variableOf, valuesOf);
        addTime(variableOf, valuesOf);
        for (int place = 1; place < catalogue.placeRoles().size(); place++) {
            addPlace(place, places.of(place), variableOf, valuesOf);
        }
        cells = places.cellCount();
        partition = new Partition(catalogue.atoms(), variableOf, valuesOf, limit);
        findings = new ProofFindings(catalogue, partition);
    }

    /** Proves for a land, or says where it fails. */
    public static CompletenessReport check(Catalogue catalogue, RoutingLand land) {
        OverlayCells cells = OverlayCells.of(
                catalogue.context().territory(), land::shape, catalogue.overlayLayers(), OverlayCells.NOISE_M2);
        return check(catalogue, land.areas(), cells);
    }

    /**
     * Proves, or says where it fails.
     *
     * @param routingAreas the areas to prove it for, of the routing level and coarser, ascending
     */
    static CompletenessReport check(Catalogue catalogue, int[] routingAreas, OverlayCells overlayCells) {
        return new Completeness(catalogue, routingAreas, overlayCells, CASE_LIMIT).run();
    }

    /** Proves for the areas of the routing level, and coarser ones that are not divided so far. */
    static CompletenessReport check(Catalogue catalogue, OverlayCells overlayCells) {
        return check(catalogue, catalogue.context().territory().routingAreas(), overlayCells);
    }

    private void addFields(int[] variableOf, BitSet[] valuesOf) {
        for (Check.Field field : Check.Field.values()) {
            Map<String, Integer> values = catalogue.fieldValues().get(field.ordinal());
            BitSet domain = new BitSet();
            domain.set(0, values.size() + 1); // the last stands for every value not mentioned, and for none
            domains.put(field.ordinal(), domain);
            for (int i = 0; i < variableOf.length; i++) {
                if (catalogue.atom(i).key() instanceof Check.OneOf check && check.field() == field) {
                    variableOf[i] = field.ordinal();
                    for (String value : check.values()) {
                        valuesOf[i].set(values.getOrDefault(value, values.size()));
                    }
                }
            }
        }
    }

    private void addTime(int[] variableOf, BitSet[] valuesOf) {
        List<BitSet> classes =
                TimeClasses.of(catalogue.atoms(), catalogue.context().calendar().weekend());
        addVariable(TIME, classes, variableOf, valuesOf, Atom::isTime);
    }

    private void addPlace(int place, List<PlaceClass> classes, int[] variableOf, BitSet[] valuesOf) {
        List<BitSet> truths = classes.stream().map(PlaceClass::truths).toList();
        addVariable(FIRST_PLACE + place, truths, variableOf, valuesOf, atom -> atom.place() == place);
    }

    private void addVariable(
            int variable,
            List<BitSet> classes,
            int[] variableOf,
            BitSet[] valuesOf,
            java.util.function.Predicate<Atom> mine) {
        BitSet domain = new BitSet();
        domain.set(0, classes.size());
        domains.put(variable, domain);
        for (int i = 0; i < variableOf.length; i++) {
            if (mine.test(catalogue.atom(i))) {
                variableOf[i] = variable;
                for (int value = 0; value < classes.size(); value++) {
                    valuesOf[i].set(value, classes.get(value).get(i));
                }
            }
        }
    }

    private CompletenessReport run() {
        CategoryTree tree = new CategoryTree(catalogue.context().tables().categories());
        List<Category> all = tree.list();
        try {
            all.forEach(this::prove);
            findings.idleRules(winners);
        } catch (Partition.TooManyCases e) {
            findings.tooComplex(CASE_LIMIT);
        }
        findings.units();
        return new CompletenessReport(all.size(), areas, cells, partition.cases(), findings.list());
    }

    private void prove(Category category) {
        int number = catalogue.categoryNumber(category.code());
        CompiledRule[] rules = catalogue.rulesOf(number);
        Map<Integer, BitSet> mine = domainsOf(number);
        for (Map.Entry<List<Partition.Line>, List<PlaceClass>> group :
                groups(rules).entrySet()) {
            Partition.Result result = partition.explore(group.getKey(), mine);
            winners.or(result.winners());
            if (result.hole() != null) {
                findings.hole(category, group.getValue(), result.hole());
            }
        }
    }

    /** A request always has an urgency when its category has one and the classes are known. */
    private Map<Integer, BitSet> domainsOf(int category) {
        int field = Check.Field.URGENCY.ordinal();
        int mentioned = catalogue.fieldValues().get(field).size();
        int classes = catalogue.context().terms().urgencyClasses().size();
        if (classes == 0 || mentioned < classes || catalogue.urgencyOf(category) == null) {
            return domains;
        }
        Map<Integer, BitSet> narrower = new HashMap<>(domains);
        BitSet given = new BitSet();
        given.set(0, mentioned);
        narrower.put(field, given);
        return narrower;
    }

    /** The incident's places that leave the same rules, with what is left of them. */
    private Map<List<Partition.Line>, List<PlaceClass>> groups(CompiledRule[] rules) {
        BitSet looked = new BitSet();
        for (CompiledRule rule : rules) {
            rule.condition()
                    .eachAtom(atom -> looked.set(atom, catalogue.atom(atom).place() == 0));
        }
        Map<BitSet, List<PlaceClass>> alike = new LinkedHashMap<>();
        for (PlaceClass place : incidents) {
            BitSet truths = (BitSet) place.truths().clone();
            truths.and(looked);
            alike.computeIfAbsent(truths, t -> new ArrayList<>()).add(place);
        }
        Map<List<Partition.Line>, List<PlaceClass>> groups = new LinkedHashMap<>();
        alike.forEach((truths, places) -> groups.computeIfAbsent(linesAt(rules, truths), l -> new ArrayList<>())
                .addAll(places));
        return groups;
    }

    private List<Partition.Line> linesAt(CompiledRule[] rules, BitSet truths) {
        List<Partition.Line> lines = new ArrayList<>();
        for (CompiledRule rule : rules) {
            Expr left =
                    rule.condition().reduce(atom -> catalogue.atom(atom).place() != 0 ? -1 : truths.get(atom) ? 1 : 0);
            if (!left.equals(Expr.FALSE)) {
                lines.add(new Partition.Line(rule.number(), partition.inWords(left)));
                findings.canHold(rule, left.equals(Expr.TRUE), lines);
            }
        }
        return lines;
    }
}
