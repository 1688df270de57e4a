package org.servicemap.routing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.text.LocalText;

/**
 * Who must act, and why. Either {@code unit} or {@code diversion} is set; neither when no rule decides.
 *
 * @param catalogueVersion the catalogue's label
 * @param rule the one that won; null when none did
 * @param urgency the class that holds after the rule
 * @param deadline from the rule, else from the urgency class; null when neither limits
 * @param legalBasis empty when the rule names none
 * @param explanation a sentence that a dispatcher can stand by, in every language there is a phrase book for
 * @param considered rules about this category that were tried before, and the one that won; the last {@value #MAX_CONSIDERED}
 * @param leftOut how many were tried before those and lost too
 * @param borderMetres from the deciding place to the nearest border at the level that decided; null when not known
 * @param ambiguous whether the deciding place may lie in another area
 * @param alternatives who would act on each side of the border when ambiguous, largest share first
 * @param record what this follows from
 */
public record Decision(
        String areaVersion,
        String catalogueVersion,
        @Nullable RuleName rule,
        @Nullable UnitName unit,
        @Nullable Term diversion,
        List<UnitName> copies,
        List<UnitName> assistants,
        @Nullable Term urgency,
        @Nullable Instant deadline,
        LocalText legalBasis,
        LocalText explanation,
        List<Considered> considered,
        int leftOut,
        @Nullable Double borderMetres,
        boolean ambiguous,
        List<Alternative> alternatives,
        DecisionRecord record) {
    public static final int MAX_CONSIDERED = 24;

    /** A rule, and the 1-based line of the catalogue that it begins in. */
    public record RuleName(String id, int line, LocalText title) {}

    /** A unit's code and name; its contacts are the unit directory's. */
    public record UnitName(String code, LocalText name, String kind) {}

    /** A word of the city's process: urgency class, diversion. */
    public record Term(String id, LocalText name) {}

    /** Whether a rule won, and why (not). */
    public record Considered(RuleName rule, boolean won, LocalText because) {}

    /** The other side of a border: the area there, its share of the accuracy disc, and who would act (or the diversion). */
    public record Alternative(
            int level,
            String code,
            LocalText name,
            double share,
            @Nullable UnitName unit,
            @Nullable Term diversion,
            boolean same) {}

    public Decision {
        copies = List.copyOf(copies);
        assistants = List.copyOf(assistants);
        considered = List.copyOf(considered);
        alternatives = List.copyOf(alternatives);
    }
}
