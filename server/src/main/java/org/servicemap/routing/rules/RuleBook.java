package org.servicemap.routing.rules;

import java.util.List;

/**
 * A catalogue as written, not yet held against units, categories and areas.
 *
 * @param label shown as the catalogue's version
 * @param rules first match wins
 * @param yaml the text it was read from
 */
public record RuleBook(String label, List<Rule> rules, String yaml) {
    /** The place that decides unless the catalogue says otherwise. */
    public static final String INCIDENT = "incident";

    public RuleBook {
        rules = List.copyOf(rules);
    }

    /** Reads {@code catalogue.yml}; {@link CatalogueException} lists every mistake with line and column. */
    public static RuleBook read(String yaml) {
        Reading reading = reading(yaml);
        if (!reading.problems().isEmpty()) {
            throw new CatalogueException(reading.problems());
        }
        return reading.book();
    }

    /** What of a catalogue can be read, and what is wrong with the rest. */
    public record Reading(RuleBook book, List<Problem> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /** As far as it can be read, so that what it refers to can be looked up all the same. */
    public static Reading reading(String yaml) {
        return new RuleBookReader(yaml).read();
    }
}
