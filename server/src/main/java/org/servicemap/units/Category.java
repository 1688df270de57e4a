package org.servicemap.units;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * A node of the category tree ("Housing › Heating › Not warm").
 *
 * @param code stable code, unique in the city
 * @param parent code of the node above, or null at the top
 * @param urgency id of one of the pack's urgency classes; inherited from the parent when null
 * @param publication {@code point}, {@code coarse} or {@code none}; inherited when null, {@code none} at the top
 * @param flags {@code basic_livelihood}, {@code anonymous_allowed}, {@code sensitive} … as the pack defines them
 * @param keywords words that people use for it, separated by semicolons, from which its proposal starts; may be empty
 */
public record Category(
        String code,
        @Nullable String parent,
        LocalText name,
        @Nullable String urgency,
        @Nullable String publication,
        Set<String> flags,
        LocalText keywords) {
    /** Flag of categories that may be filed under without a contact. */
    public static final String ANONYMOUS_ALLOWED = "anonymous_allowed";

    public Category {
        flags = Set.copyOf(flags);
    }

    /** Without keywords. */
    public Category(
            String code,
            @Nullable String parent,
            LocalText name,
            @Nullable String urgency,
            @Nullable String publication,
            Set<String> flags) {
        this(code, parent, name, urgency, publication, flags, LocalText.EMPTY);
    }
}
