package org.servicemap.app;

import java.util.List;
import org.servicemap.accounts.AccountAreas;
import org.servicemap.areas.AreaDependants;
import org.servicemap.areas.Cities;
import org.servicemap.citypack.CityRecord;
import org.servicemap.courtyard.CourtyardAreas;
import org.servicemap.insights.briefs.BriefAreas;
import org.servicemap.insights.governance.GovernanceAreas;
import org.servicemap.places.PlaceAreas;
import org.servicemap.requests.RequestAreas;
import org.servicemap.routing.Catalogues;
import org.servicemap.routing.RuleAreas;
import org.servicemap.storage.Database;
import org.servicemap.units.UnitAreas;
import org.servicemap.units.Units;
import org.servicemap.wardens.WardenAreas;

/** All that keeps codes of areas and must follow when a version takes codes away (decision 33). */
final class HangingOnAreas {
    private HangingOnAreas() {}

    /** In the order in which they are listed and moved; the city's record comes last, because the others ask it. */
    static List<AreaDependants> all(Database database, Cities cities, Units units, Catalogues catalogues) {
        return List.of(
                new RuleAreas(catalogues),
                new UnitAreas(units),
                new PlaceAreas(database),
                new AccountAreas(),
                new WardenAreas(() -> Core.city(cities), database::nextId),
                new RequestAreas(() -> Core.city(cities)),
                new CourtyardAreas(() -> Core.city(cities)),
                new GovernanceAreas(database::nextId),
                new BriefAreas(),
                new CityRecord(cities));
    }
}
