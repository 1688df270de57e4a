package org.servicemap.insights.briefs;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.insights.HotSpots;
import org.servicemap.insights.facts.Facts;
import org.servicemap.notifications.Outbox;
import org.servicemap.storage.Database;
import org.servicemap.text.LocalText;
import org.servicemap.units.CategoryTree;
import org.servicemap.units.UnitDirectory;

/**
 * What reports stand on.
 *
 * @param unitKinds what the city calls its kinds of units
 * @param numbers public numbers of requests, by id
 * @param publicUrl where browsers find the server, without a slash at the end; empty when it was not said
 */
public record BriefGround(
        Database database,
        Facts facts,
        Supplier<City> city,
        PublishedAreas areas,
        Supplier<UnitDirectory> units,
        Supplier<Map<String, LocalText>> unitKinds,
        Supplier<CategoryTree> categories,
        HotSpots hotSpots,
        Supplier<BriefRates> rates,
        Function<Collection<Long>, Map<Long, String>> numbers,
        Outbox outbox,
        PersonalCipher cipher,
        String publicUrl,
        Clock clock) {}
