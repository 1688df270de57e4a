package org.servicemap.wardens;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.http.Describe;
import org.servicemap.text.LocalText;

@Describe("Somebody looks after a grid")
record AssignmentJson(
        String id,
        WardenJson account,
        @Describe("warden or steward") String duty,
        GridNameJson grid,
        LocalDate firstDay,

        @Describe("Included; null until further notice") @Nullable
        LocalDate lastDay,

        @Describe("For whom it stands in") @Nullable WardenJson substituteFor) {

    @Describe("A warden or steward")
    record WardenJson(String id, String name) {}

    @Describe("A grid: an area of the finest level")
    record GridNameJson(
            String code,

            @Describe("Empty when the version in force does not have it")
            LocalText name,

            @Describe("Code of the area above it") @Nullable String parent,
            @Describe("Name of that") LocalText parentName) {
        static GridNameJson of(AreaSnapshot snapshot, String code) {
            var found = AssignmentGrids.grid(snapshot, code);
            if (found.isEmpty()) {
                return new GridNameJson(code, LocalText.EMPTY, null, LocalText.EMPTY);
            }
            int grid = found.getAsInt();
            int parent = snapshot.directory().parent(grid);
            return new GridNameJson(
                    code,
                    snapshot.directory().name(grid),
                    parent < 0 ? null : snapshot.directory().code(parent),
                    parent < 0 ? LocalText.EMPTY : snapshot.directory().name(parent));
        }
    }

    static AssignmentJson of(AssignmentStore.Named named, AreaSnapshot snapshot) {
        Assignment one = named.assignment();
        Long substituted = one.substituteFor();
        return new AssignmentJson(
                Long.toString(one.id()),
                new WardenJson(Long.toString(one.account()), named.name()),
                one.duty(),
                GridNameJson.of(snapshot, one.grid()),
                one.firstDay(),
                one.lastDay(),
                substituted == null
                        ? null
                        : new WardenJson(Long.toString(substituted), String.valueOf(named.substituteName())));
    }
}
