package org.servicemap.citypack;

import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.calendars.Calendars;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.routing.Catalogues;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** The parts of a running city that a pack is read into: what an import checks against and a publication changes. */
public record CityParts(
        Database database,
        AreaVersions versions,
        AreaRegistry registry,
        Cities cities,
        Units units,
        Calendars calendars,
        Catalogues catalogues,
        Gazetteer gazetteer) {}
