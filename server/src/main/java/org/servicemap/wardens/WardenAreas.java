package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.servicemap.accounts.Audit;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.AreaKey;
import org.servicemap.areas.City;
import org.servicemap.areas.coverage.Level;
import org.servicemap.http.Caller;

/**
 * What is still to be done in grids that go follows them: who looks after them from today on, the rounds, the open tasks. Of a grid that
 * was split everybody has all parts; rounds and tasks go with the largest. Until yesterday it stays as it was, and so do visits and tasks
 * that are over: they tell of the grid of then.
 */
public final class WardenAreas implements AreaDependants {
    private static final int SHOWN_IN_AUDIT = 20;

    private final Supplier<City> city;
    private final LongSupplier ids;
    private final WardenAreasStore store = new WardenAreasStore();

    /**
     * @param city is asked only when something goes
     * @param ids of new assignments
     */
    public WardenAreas(Supplier<City> city, LongSupplier ids) {
        this.city = city;
        this.ids = ids;
    }

    @Override
    public String kind() {
        return "wardens";
    }

    private String finest() {
        List<Level> levels = city.get().levels();
        return levels.get(levels.size() - 1).id();
    }

    @Override
    public List<Dependant> on(Handle handle, Set<AreaKey> areas) {
        if (areas.isEmpty() || !store.isUsed(handle)) {
            return List.of();
        }
        String level = finest();
        List<String> grids = areas.stream()
                .filter(area -> area.level().equals(level))
                .map(AreaKey::code)
                .sorted()
                .toList();
        return store.on(handle, level, grids, store.today(handle));
    }

    @Override
    public void move(Handle handle, List<Move> moves) {
        if (!store.isUsed(handle)) {
            return;
        }
        String level = finest();
        Map<String, List<String>> parts = new LinkedHashMap<>();
        moves.stream()
                .filter(move ->
                        move.from().level().equals(level) && move.to().level().equals(level))
                .forEach(move -> parts.computeIfAbsent(move.from().code(), code -> new ArrayList<>())
                        .add(move.to().code()));
        if (!parts.isEmpty()) {
            assignments(handle, parts);
            Map<String, String> largest = new LinkedHashMap<>();
            parts.forEach((grid, next) -> largest.put(grid, next.get(0)));
            store.movePlans(handle, largest);
            store.moveTasks(handle, largest);
        }
    }

    private void assignments(Handle handle, Map<String, List<String>> parts) {
        LocalDate today = store.today(handle);
        List<Assignment> leaving = store.open(handle, parts.keySet(), today);
        List<WardenAreasStore.Piece> pieces = store.pieces(handle, parts, today);
        store.end(handle, leaving.stream().map(Assignment::id).toList(), today);
        store.insert(handle, pieces, ids);
        Audit.recordAll(handle, Caller.PUBLICATION, "grids_moved", notes(leaving, parts));
    }

    /** One for each account: from where to where. */
    private static List<Audit.Note> notes(List<Assignment> leaving, Map<String, List<String>> parts) {
        Map<String, Set<String>> byAccount = new LinkedHashMap<>();
        for (Assignment one : leaving) {
            byAccount
                    .computeIfAbsent(Assignments.subject(one), account -> new LinkedHashSet<>())
                    .add(one.grid() + " → " + String.join(", ", parts.getOrDefault(one.grid(), List.of())));
        }
        return byAccount.entrySet().stream()
                .map(entry -> new Audit.Note(entry.getKey(), words(entry.getValue())))
                .toList();
    }

    private static String words(Set<String> moves) {
        String shown = moves.stream().limit(SHOWN_IN_AUDIT).collect(Collectors.joining("; "));
        return moves.size() > SHOWN_IN_AUDIT ? shown + "; … " + moves.size() + " in all" : shown;
    }

    @Override
    public String remember(Handle handle) {
        return store.remember(handle, store.today(handle));
    }

    /** What people changed since in grids that did not give way stays as they have it. */
    @Override
    public void restore(Handle handle, String kept) {
        Audit.recordAll(
                handle,
                Caller.PUBLICATION,
                "grids_restored",
                store.restore(handle, kept).stream()
                        .map(account -> new Audit.Note("account:" + account, "the version was rolled back"))
                        .toList());
    }
}
