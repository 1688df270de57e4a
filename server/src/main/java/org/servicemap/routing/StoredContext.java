package org.servicemap.routing;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.servicemap.calendars.CalendarException;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.routing.rules.CatalogueException;
import org.servicemap.routing.rules.RuleBook;
import org.servicemap.units.UnitTables;

/**
 * Everything that decisions depend on, as values that go into the fingerprint and into the database; of the areas only which
 * version, since versions never change.
 */
record StoredContext(
        String rules,
        UnitTables tables,
        Terms terms,
        String calendar,
        String zone,
        List<String> languages,
        String areas,
        int routingRank) {
    static StoredContext of(RuleBook book, RoutingContext context) {
        return new StoredContext(
                book.yaml(),
                context.tables(),
                context.terms(),
                CalendarYaml.write(context.calendar()),
                context.zone().getId(),
                context.languages(),
                context.territory().version(),
                context.territory().routingRank());
    }

    /** The catalogue as it was, under its old fingerprint; {@link RoutingException} {@code bad_context} when it cannot be. */
    Catalogue compile(String fingerprint, Territory territory) {
        try {
            RoutingContext context = new RoutingContext(
                    territory, tables, terms, CalendarYaml.read(calendar), ZoneId.of(zone), languages);
            return new CatalogueCompiler(context).compile(RuleBook.read(rules), fingerprint);
        } catch (CatalogueException | CalendarException | DateTimeException e) {
            throw new RoutingException(
                    RoutingException.BAD_CONTEXT,
                    "catalogue",
                    "the catalogue kept as " + fingerprint + " cannot be compiled again: " + e.getMessage());
        }
    }
}
