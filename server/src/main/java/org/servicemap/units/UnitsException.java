package org.servicemap.units;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Units, categories or hotlines that cannot be taken; nothing was changed. Lists every fault, not only the first. */
public final class UnitsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient @Nullable List<RowFault> faults; // null once it came through serialization

    public UnitsException(List<RowFault> faults) {
        super(faults.stream()
                .limit(SHOWN)
                .map(fault -> fault.file() + ":" + fault.line() + " " + fault.field() + ": "
                        + fault.message().in("en", "zh"))
                .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** The first fault's code. */
    public String code() {
        return faults().isEmpty() ? "bad_units" : faults().get(0).code();
    }

    public List<RowFault> faults() {
        List<RowFault> known = faults;
        return known == null ? List.of() : known;
    }
}
