package org.servicemap.units;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Units by code, and by what they are in charge of. The head of an area (or overlay feature) is the unit whose parent is
 * not in charge of the same; among several heads the one without a role, and if that leaves several, the lowest code (such
 * an ambiguity is listed by {@link #ambiguities}). Immutable.
 */
public final class UnitDirectory {
    /** Several units where one is meant. {@code role} is null when it is the head that is not clear. */
    public record Ambiguity(
            String layer, String place, @Nullable String role, List<String> units) {}

    private record Charge(boolean overlay, String layer, String place) {}

    private final Map<String, Unit> byCode = new LinkedHashMap<>();
    private final Map<Charge, List<Unit>> byCharge = new LinkedHashMap<>();

    public UnitDirectory(List<Unit> units) {
        for (Unit unit : units) {
            byCode.put(unit.code(), unit);
            if (unit.level() != null && unit.area() != null) {
                add(new Charge(false, unit.level(), unit.area()), unit);
            }
            if (unit.overlay() != null && unit.overlayFeature() != null) {
                add(new Charge(true, unit.overlay(), unit.overlayFeature()), unit);
            }
        }
        byCharge.values().forEach(list -> list.sort(Comparator.comparing(Unit::code)));
    }

    private void add(Charge charge, Unit unit) {
        byCharge.computeIfAbsent(charge, key -> new ArrayList<>()).add(unit);
    }

    /** In the table's order. */
    public List<Unit> list() {
        return List.copyOf(byCode.values());
    }

    public Optional<Unit> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All units in charge of an area, by code. */
    public List<Unit> listOfArea(String level, String area) {
        return List.copyOf(byCharge.getOrDefault(new Charge(false, level, area), List.of()));
    }

    /** The head of an area, or with a role the unit that has it there. */
    public Optional<Unit> findOfArea(String level, String area, @Nullable String role) {
        return candidates(new Charge(false, level, area), role).stream().findFirst();
    }

    /** The head of an overlay feature, or with a role the unit that has it there. */
    public Optional<Unit> findOfOverlay(String layer, String feature, @Nullable String role) {
        return candidates(new Charge(true, layer, feature), role).stream().findFirst();
    }

    private List<Unit> candidates(Charge charge, @Nullable String role) {
        List<Unit> units = byCharge.getOrDefault(charge, List.of());
        if (role != null) {
            return units.stream().filter(unit -> role.equals(unit.role())).toList();
        }
        List<Unit> heads =
                units.stream().filter(unit -> !parentShares(unit, units)).toList();
        List<Unit> plain = heads.stream().filter(unit -> unit.role() == null).toList();
        return heads.size() > 1 && !plain.isEmpty() ? plain : heads;
    }

    private static boolean parentShares(Unit unit, List<Unit> units) {
        return units.stream().anyMatch(other -> other.code().equals(unit.parent()));
    }

    /** Places with two heads, and roles that two units have at one place. */
    public List<Ambiguity> ambiguities() {
        List<Ambiguity> found = new ArrayList<>();
        byCharge.forEach((charge, units) -> {
            addIfSeveral(found, charge, null, candidates(charge, null));
            Map<String, List<Unit>> byRole = new TreeMap<>();
            units.stream()
                    .filter(unit -> unit.role() != null)
                    .forEach(unit -> byRole.computeIfAbsent(Objects.requireNonNull(unit.role()), r -> new ArrayList<>())
                            .add(unit));
            byRole.forEach((role, list) -> addIfSeveral(found, charge, role, list));
        });
        return found;
    }

    private static void addIfSeveral(List<Ambiguity> found, Charge charge, @Nullable String role, List<Unit> units) {
        if (units.size() > 1) {
            found.add(new Ambiguity(
                    charge.layer(),
                    charge.place(),
                    role,
                    units.stream().map(Unit::code).toList()));
        }
    }
}
