package org.servicemap.insights.briefs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Scope;
import org.servicemap.areas.index.AreaDirectory;
import org.servicemap.http.Caller;
import org.servicemap.http.ErrorCode;
import org.servicemap.units.Unit;

/**
 * Which subjects a caller may read of: the whole city and everything in it when bound to nothing; else the own unit with those below it and
 * the areas they are in charge of, or the own area and those in it. Pure.
 */
record BriefScope(BriefNames names) {
    boolean covers(Caller caller, BriefSubject subject) {
        if (caller.unit() == null && caller.area() == null) {
            return true;
        }
        return switch (subject.kind()) {
            case BriefSubject.UNIT -> caller.area() == null && Scope.covers(names.units(), caller, subject.code());
            case BriefSubject.AREA -> coversArea(caller, subject);
            default -> false;
        };
    }

    void require(Caller caller, BriefSubject subject) {
        if (!covers(caller, subject)) {
            throw ErrorCode.OUT_OF_SCOPE.problem("reports of " + subject.key() + " are for others");
        }
    }

    private boolean coversArea(Caller caller, BriefSubject subject) {
        var ordinal = names.areas().directory().findByCode(names.rank(subject.level()), subject.code());
        return ordinal.isPresent() && own(caller, ordinal.getAsInt());
    }

    private boolean own(Caller caller, int ordinal) {
        String level = caller.areaLevel();
        String code = caller.area();
        boolean inArea = level == null || code == null || names.isWithin(ordinal, names.rank(level), code);
        return inArea && (caller.unit() == null || inCharge(caller, ordinal));
    }

    /** Whether the caller's unit, or one below it, is in charge of the area or of one around it. */
    private boolean inCharge(Caller caller, int ordinal) {
        AreaDirectory directory = names.areas().directory();
        for (int at = ordinal; at >= 0; at = directory.parent(at)) {
            String level = names.level(directory.level(at));
            if (names.units().listOfArea(level, directory.code(at)).stream()
                    .anyMatch(unit -> isHead(unit) && Scope.covers(names.units(), caller, unit.code()))) {
                return true;
            }
        }
        return false;
    }

    /** A department of an area has its own part of it only: its head has all. */
    private static boolean isHead(Unit unit) {
        return unit.role() == null;
    }

    /** Keys of all subjects that the caller may read of; null for all. */
    @Nullable
    List<String> keys(Caller caller) {
        if (caller.unit() == null && caller.area() == null) {
            return null;
        }
        Set<String> keys = new TreeSet<>();
        for (Unit unit : names.units().list()) {
            BriefSubject subject = new BriefSubject(BriefSubject.UNIT, "", unit.code());
            if (covers(caller, subject)) {
                keys.add(subject.key());
            }
        }
        AreaDirectory directory = names.areas().directory();
        for (int ordinal = 0; ordinal < directory.size(); ordinal++) {
            if (own(caller, ordinal)) {
                keys.add(new BriefSubject(
                                BriefSubject.AREA, names.level(directory.level(ordinal)), directory.code(ordinal))
                        .key());
            }
        }
        return new ArrayList<>(keys);
    }
}
