package org.servicemap.requests;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.units.Unit;

/** The city's units as people name them in actions: those that there are, and whom a dispatch is copied to. */
final class KnownUnits {
    private static final Set<Action> NAMING = EnumSet.of(
            Action.DISPATCH,
            Action.REASSIGN,
            Action.REDIRECT,
            Action.DISPUTE,
            Action.ASK_ASSISTANCE,
            Action.WHISTLE,
            Action.ESCALATE);
    private static final Set<Action> GIVING = EnumSet.of(Action.DISPATCH, Action.REASSIGN, Action.REDIRECT);

    private final CityNames names;

    KnownUnits(CityNames names) {
        this.names = names;
    }

    /**
     * The input, with what a dispatch by a person goes without saying: a sub-district's is copied to its district.
     *
     * @throws RequestException {@code unknown_unit} with the input that names one that there is not
     */
    ActionInput completed(Action action, ActionInput input, Author author) {
        boolean bySystem = author.actors().contains(Actor.SYSTEM);
        if (bySystem || !NAMING.contains(action)) {
            return input;
        }
        require(Input.UNIT, input.has(Input.UNIT) ? List.of(input.text(Input.UNIT)) : List.of());
        require(Input.UNITS, input.list(Input.UNITS));
        require(Input.COPIES, input.list(Input.COPIES));
        if (!GIVING.contains(action) || input.has(Input.COPIES) || !input.has(Input.UNIT)) {
            return input;
        }
        Unit above = above(input.text(Input.UNIT));
        return above == null ? input : input.with(Input.COPIES, List.of(above.code()));
    }

    private void require(Input input, List<String> units) {
        for (String unit : units) {
            if (find(unit) == null) {
                throw new RequestException(RequestException.UNKNOWN_UNIT, input.key(), "there is no unit " + unit);
            }
        }
    }

    /** The unit in charge of the area around the area that a unit is in charge of; null for departments and enterprises. */
    private @Nullable Unit above(String code) {
        Unit unit = find(code);
        Unit parent = unit == null || unit.parent() == null || !isTerritorial(unit) ? null : find(unit.parent());
        return parent == null || !isTerritorial(parent) ? null : parent;
    }

    private static boolean isTerritorial(Unit unit) {
        return unit.area() != null && unit.role() == null;
    }

    private @Nullable Unit find(String code) {
        return names.units().directory().find(code).orElse(null);
    }
}
