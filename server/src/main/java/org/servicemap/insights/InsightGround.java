package org.servicemap.insights;

import java.time.Clock;
import java.util.function.Supplier;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.insights.facts.Cells;
import org.servicemap.insights.facts.Facts;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitDirectory;

/** What the insights stand on. */
public record InsightGround(
        Facts facts,
        Supplier<Cells> cells,
        Supplier<City> city,
        PublishedAreas areas,
        Supplier<UnitDirectory> units,
        Supplier<CategoryTree> categories,
        Clock clock) {}
