package org.servicemap.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.routing.rules.Check;
import org.servicemap.routing.rules.UnitRef;

/**
 * All places there can be, put together where every place condition of the catalogue has the same truth: each area of the
 * routing level (and coarser ones where they are not divided so far) with each combination of overlay features in it and with none, and,
 * where rules look at finer levels, each area below it as well as the bare area (a place may be known no better). Places other than
 * the incident's may be unknown, or known by a coarser area alone.
 */
final class PlaceClasses {
    /**
     * Places that no condition tells apart.
     *
     * @param truths bit i: the truth of atom i
     * @param example one of them
     * @param areas ordinals of the routing areas they lie in, ascending
     */
    record PlaceClass(BitSet truths, Located example, BitSet areas) {}

    private static final List<int[]> NOWHERE = List.of(new int[0]);

    private final Catalogue catalogue;
    private final Territory territory;
    private final OverlayCells cells;
    private final int[] routingAreas;
    private @Nullable List<List<int[]>> combinations;
    private int cellCount;

    /** @param routingAreas the areas to look at, of the routing level and coarser, ascending */
    PlaceClasses(Catalogue catalogue, int[] routingAreas, OverlayCells cells) {
        this.routingAreas = routingAreas.clone();
        this.catalogue = catalogue;
        this.territory = catalogue.context().territory();
        this.cells = cells;
    }

    /** Places looked at so far. */
    int cellCount() {
        return cellCount;
    }

    /** The classes for one place role; the unknown place is among them when it is not the incident's. */
    List<PlaceClass> of(int place) {
        List<Integer> atoms = new ArrayList<>();
        for (int i = 0; i < catalogue.atoms().size(); i++) {
            if (catalogue.atom(i).place() == place) {
                atoms.add(i);
            }
        }
        boolean finer = atoms.stream().anyMatch(this::looksFiner);
        boolean overlays = atoms.stream().anyMatch(this::looksAtOverlays);
        Map<BitSet, PlaceClass> classes = new LinkedHashMap<>();
        Facts facts = new Facts(catalogue.placeRoles().size());
        for (int i = 0; i < routingAreas.length; i++) {
            for (int[] features : overlays ? combinations().get(i) : NOWHERE) {
                addBelow(routingAreas[i], routingAreas[i], features, finer, place, atoms, facts, classes);
            }
            if (overlays) {
                // a place may be known by its area alone, or lie a few metres outside
                addBelow(routingAreas[i], routingAreas[i], NOWHERE.get(0), finer, place, atoms, facts, classes);
            }
        }
        if (place != 0) {
            add(Located.UNKNOWN, -1, place, atoms, facts, classes);
            addCoarser(place, atoms, facts, classes);
        }
        return List.copyOf(classes.values());
    }

    /** Files of requests may name the district of another place and no more. */
    private void addCoarser(int place, List<Integer> atoms, Facts facts, Map<BitSet, PlaceClass> classes) {
        for (int area = 0; area < territory.directory().size(); area++) {
            if (territory.directory().level(area) < territory.routingRank()) {
                add(Located.of(area, NOWHERE.get(0), territory), -1, place, atoms, facts, classes);
            }
        }
    }

    /** For each routing area; worked out once, on all processors. */
    private List<List<int[]>> combinations() {
        if (combinations == null) {
            combinations =
                    Arrays.stream(routingAreas).parallel().mapToObj(cells::of).toList();
        }
        return combinations;
    }

    private void addBelow(
            int area,
            int routingArea,
            int[] features,
            boolean finer,
            int place,
            List<Integer> atoms,
            Facts facts,
            Map<BitSet, PlaceClass> classes) {
        add(Located.of(area, features, territory), routingArea, place, atoms, facts, classes);
        if (finer) {
            for (int child : territory.directory().children(area)) {
                if (territory.directory().level(child) > territory.routingRank()) {
                    addBelow(child, routingArea, features, true, place, atoms, facts, classes);
                }
            }
        }
    }

    private void add(
            Located at, int routingArea, int place, List<Integer> atoms, Facts facts, Map<BitSet, PlaceClass> classes) {
        cellCount++;
        facts.places[place] = at;
        BitSet truths = new BitSet();
        for (int atom : atoms) {
            truths.set(atom, catalogue.atom(atom).test().test(facts));
        }
        PlaceClass known = classes.computeIfAbsent(truths, t -> new PlaceClass(t, at, new BitSet()));
        if (routingArea >= 0) {
            known.areas().set(routingArea);
        }
    }

    private boolean looksFiner(int atom) {
        Object key = catalogue.atom(atom).key();
        String level = key instanceof Check.InArea in
                ? in.level()
                : key instanceof UnitRef ref && ref.form() == UnitRef.Form.AREA ? ref.value() : null;
        return level != null && territory.rank(level) > territory.routingRank();
    }

    private boolean looksAtOverlays(int atom) {
        Object key = catalogue.atom(atom).key();
        return key instanceof Check.InOverlay || key instanceof UnitRef ref && ref.form() == UnitRef.Form.OVERLAY;
    }
}
