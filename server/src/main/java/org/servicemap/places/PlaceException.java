package org.servicemap.places;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.units.RowFault;

/** What the service map refuses; nothing was changed. Carries a stable code and the field at fault, where there is one. */
public final class PlaceException extends RuntimeException {
    public static final String UNKNOWN = "unknown_place";
    public static final String UNKNOWN_CATEGORY = "unknown_place_category";
    public static final String UNKNOWN_MATTER = "unknown_matter";
    public static final String UNKNOWN_VERSION = "unknown_place_version";
    public static final String UNKNOWN_IMPORT = "unknown_place_import";
    public static final String BAD_FIELD = "invalid_field";
    public static final String CHANGED = "place_changed";
    public static final String NO_DRAFT = "no_draft";
    public static final String BAD_FILE = "bad_places";
    public static final String REFUSED = "import_refused";

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final String code;
    private final @Nullable String field;
    private final transient @Nullable List<RowFault> faults; // null once it came through serialization

    public PlaceException(String code, @Nullable String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
        this.faults = List.of();
    }

    /** A file that has faults: all of them by file, row and field. */
    public PlaceException(List<RowFault> faults) {
        super(describe(faults));
        this.code = BAD_FILE;
        this.field = null;
        this.faults = List.copyOf(faults);
    }

    private static String describe(List<RowFault> faults) {
        StringBuilder text = new StringBuilder().append(faults.size()).append(" faults in the places");
        faults.stream()
                .limit(SHOWN)
                .forEach(fault -> text.append('\n')
                        .append(fault.file())
                        .append(':')
                        .append(fault.line())
                        .append(' ')
                        .append(fault.field())
                        .append(": ")
                        .append(fault.message().in("en", "zh"))
                        .append(" (")
                        .append(fault.code())
                        .append(')'));
        return text.toString();
    }

    static PlaceException field(String field, String message) {
        return new PlaceException(BAD_FIELD, field, message);
    }

    public String code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public List<RowFault> faults() {
        List<RowFault> known = faults;
        return known == null ? List.of() : known;
    }
}
