package org.servicemap.wardens;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.servicemap.areas.index.AreaSnapshot;

/** Grids that nobody who can work looks after on a day. A locked account cannot, nor one that is a warden no more; a substitute can. */
final class Vacancies {
    private static final int CHUNK = 2000;

    private final AssignmentStore store;

    Vacancies(AssignmentStore store) {
        this.store = store;
    }

    /**
     * A part of the vacant ones.
     *
     * @param next where in the candidates to go on; −1 at the end
     */
    record Part(List<Integer> grids, int next) {}

    /**
     * The vacant ones among candidates from a place on, so many at most: a few hundred candidates are asked about at once, so that a
     * page costs what it shows and not what the city has.
     */
    Part find(
            Handle handle,
            AreaSnapshot snapshot,
            List<Integer> candidates,
            String duty,
            LocalDate day,
            int from,
            int limit) {
        List<Integer> vacant = new ArrayList<>();
        for (int start = from; start < candidates.size(); start += CHUNK) {
            List<Integer> chunk = candidates.subList(start, Math.min(start + CHUNK, candidates.size()));
            Set<String> covered = covered(handle, snapshot, chunk, duty, day);
            for (int i = 0; i < chunk.size(); i++) {
                if (!covered.contains(snapshot.directory().code(chunk.get(i)))) {
                    if (vacant.size() == limit) {
                        return new Part(vacant, start + i);
                    }
                    vacant.add(chunk.get(i));
                }
            }
        }
        return new Part(vacant, -1);
    }

    private Set<String> covered(Handle handle, AreaSnapshot snapshot, List<Integer> grids, String duty, LocalDate day) {
        return new HashSet<>(store.covered(handle, codes(snapshot, grids), duty, day));
    }

    private static List<String> codes(AreaSnapshot snapshot, List<Integer> grids) {
        Function<Integer, String> code = snapshot.directory()::code;
        return grids.stream().map(code).toList();
    }
}
