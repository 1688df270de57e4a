package org.servicemap.areas;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which published version is in force on which day. Immutable. */
record Timeline(List<AreaVersion> versions) {
    /** Of all versions; drafts and withdrawn ones are left out. */
    static Timeline of(List<AreaVersion> all) {
        return new Timeline(all.stream()
                .filter(version -> version.status() != AreaVersion.Status.DRAFT)
                .filter(version -> !version.effectiveFrom().equals(version.effectiveTo()))
                .sorted(Comparator.comparing(AreaVersion::effectiveFrom))
                .toList());
    }

    Optional<AreaVersion> find(LocalDate day) {
        return versions.stream().filter(version -> version.inForceOn(day)).findFirst();
    }

    /** Throws {@link AreaException} {@code no_version} or {@code before_first_version}. */
    AreaVersion on(LocalDate day) {
        return find(day).orElseThrow(() -> none(day));
    }

    AreaException none(LocalDate day) {
        if (versions.isEmpty()) {
            return new AreaException(AreaException.NO_VERSION, "no boundaries are published yet");
        }
        LocalDate first = versions.get(0).effectiveFrom();
        return new AreaException(
                AreaException.BEFORE_FIRST_VERSION,
                "no boundaries were in force on " + day + ": the first version starts on " + first);
    }
}
