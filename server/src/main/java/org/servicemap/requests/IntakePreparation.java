package org.servicemap.requests;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.routing.Place;
import org.servicemap.routing.RoutingException;
import org.servicemap.units.Category;
import org.servicemap.units.CategoryTree;

/** Checks filings and finds out where they are and who must act, before anything is written. Thread-safe. */
final class IntakePreparation {
    private final PublishedAreas areas;
    private final Routing routing;
    private final LowConfidence lowConfidence;

    IntakePreparation(PublishedAreas areas, Routing routing, LowConfidence lowConfidence) {
        this.areas = areas;
        this.routing = routing;
        this.lowConfidence = lowConfidence;
    }

    /** {@link RoutingException} for a category that the city does not have. */
    void checkCategory(Filing filing) {
        String category = filing.category();
        if (category != null && routing.tree().find(category).isEmpty()) {
            throw new RoutingException("unknown_category", "category", "there is no category " + category);
        }
    }

    /** {@link RequestException} {@code contact_needed} where nobody may file anonymously. */
    void checkContact(Filing filing) {
        CategoryTree tree = routing.tree();
        String category = filing.category();
        boolean mayBeAnonymous = category == null || tree.flags(category).contains(Category.ANONYMOUS_ALLOWED);
        if (filing.isAnonymous() && !mayBeAnonymous) {
            throw new RequestException(
                    RequestException.CONTACT_NEEDED, "contact", "this kind of request needs a way to reach you");
        }
    }

    /** Resolves where it is and asks the catalogue; {@code resolved} are further places that were resolved before. */
    PreparedFiling prepare(Filing filing, Instant at, Map<String, Place> resolved) {
        Located where = Located.of(filing.where(), areas);
        Map<String, Located> places = new HashMap<>();
        filing.places().forEach((role, place) -> places.put(role, Located.of(place, areas)));
        boolean doubtful = where.point() != null && lowConfidence.isPile(where.point());
        return new PreparedFiling(
                filing, where, places, routing.ask(filing, where, all(places, resolved), doubtful, at), doubtful);
    }

    private static Map<String, Place> all(Map<String, Located> places, Map<String, Place> resolved) {
        Map<String, Place> all = new HashMap<>(resolved);
        places.forEach((role, place) -> all.put(role, place.place()));
        return all;
    }
}
