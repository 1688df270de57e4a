package org.servicemap.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.routing.rules.AreaCodes;
import org.servicemap.routing.rules.RuleBook;

/**
 * Rules hang on the areas that they name. When areas move, the published catalogue and its examples are written again with the
 * new codes (nothing else changes) and published in its place; the one before is kept, retired. A rule names all parts of an
 * area that was split, an example the largest.
 */
public final class RuleAreas implements AreaDependants {
    private final Catalogues catalogues;
    private final CatalogueStore store = new CatalogueStore();

    public RuleAreas(Catalogues catalogues) {
        this.catalogues = catalogues;
    }

    @Override
    public String kind() {
        return "catalogue";
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        List<Dependant> dependants = new ArrayList<>();
        store.findPublished(handle).ifPresent(text -> {
            for (AreaCodes.Use use : AreaCodes.of(RuleBook.read(text.yaml()))) {
                AreaKey area = new AreaKey(use.level(), use.code());
                if (areas.contains(area)) {
                    dependants.add(
                            new Dependant("rule", use.rule().id(), use.rule().title(), area));
                }
            }
        });
        return dependants.stream().distinct().toList();
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        Map<AreaKey, List<String>> codes = new HashMap<>();
        moves.stream()
                .filter(move -> move.from().level().equals(move.to().level()))
                .forEach(move -> codes.computeIfAbsent(move.from(), area -> new ArrayList<>())
                        .add(move.to().code()));
        store.findPublished(handle).ifPresent(text -> rewrite(handle, text, codes));
    }

    /** The catalogues themselves are all kept: which of them was in force is enough. */
    @Override
    public String remember(Handle handle) {
        return store.findPublished(handle)
                .map(text -> String.valueOf(text.id()))
                .orElse("");
    }

    @Override
    public void restore(Handle handle, String kept) {
        if (kept.isEmpty()) {
            store.retirePublished(handle);
        } else if (!kept.equals(remember(handle))) {
            catalogues.publish(handle, Long.parseLong(kept));
        }
    }

    private void rewrite(Handle handle, CatalogueText text, Map<AreaKey, List<String>> codes) {
        RuleBook book = RuleBook.read(text.yaml());
        String moved =
                AreaCodes.rewrite(book, (level, code) -> codes.getOrDefault(new AreaKey(level, code), List.of()));
        String spec = text.specYaml();
        String movedSpec = spec == null ? null : examples(spec, codes);
        boolean same = sameLines(moved, book.yaml()) && (spec == null || sameLines(String.valueOf(movedSpec), spec));
        if (!same) {
            catalogues.publish(handle, catalogues.draft(handle, moved, movedSpec));
        }
    }

    private static String examples(String spec, Map<AreaKey, List<String>> codes) {
        return AreaCodes.rewriteSpec(
                spec,
                (level, code) -> codes.getOrDefault(new AreaKey(level, code), List.of()).stream()
                        .findFirst());
    }

    private static boolean sameLines(String one, String other) {
        return one.lines().toList().equals(other.lines().toList());
    }
}
