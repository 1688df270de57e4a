package org.servicemap.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.areas.City;
import org.servicemap.areas.PositionPiles;
import org.servicemap.attachments.AttachmentDirectory;
import org.servicemap.attachments.Attachments;
import org.servicemap.calendars.Calendars;
import org.servicemap.citypack.CityParts;
import org.servicemap.citypack.PackImport;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.gazetteer.NameSearch;
import org.servicemap.gazetteer.PlaceFinder;
import org.servicemap.knowledge.Articles;
import org.servicemap.places.PlaceEditor;
import org.servicemap.places.PlacePhotos;
import org.servicemap.places.Places;
import org.servicemap.places.demo.DemoPlaces;
import org.servicemap.places.imports.PlaceImports;
import org.servicemap.routing.Catalogues;
import org.servicemap.storage.Database;
import org.servicemap.storage.DatabaseClock;
import org.servicemap.storage.DatabaseSettings;
import org.servicemap.units.Unit;
import org.servicemap.units.UnitDirectory;
import org.servicemap.units.Units;

/**
 * Everything below HTTP, wired by hand: what the server and the commands share. Opening it starts or adopts the database;
 * closing gives it back.
 */
record Core(
        Config config,
        Database database,
        Clock clock,
        Keyset keyset,
        Attachments attachments,
        Cities cities,
        AreaVersions versions,
        AreaRegistry areas,
        Units units,
        Calendars calendars,
        Catalogues catalogues,
        Gazetteer gazetteer,
        NameSearch search,
        PositionPiles piles,
        PlaceFinder finder,
        Articles articles,
        Places places,
        PackImport packs)
        implements AutoCloseable {
    /** How soon a server sees what another process published. */
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

    /** Where GeoTools unpacks its registry, once for a JVM. */
    private static final String EPSG_DIRECTORY = "EPSG-HSQL.directory";

    static Core open(Config config) {
        LogLevel.apply(config.logLevel());
        if (config.operate().jsonLogs()) {
            LogLevel.asJson();
        }
        if (System.getProperty(EPSG_DIRECTORY) == null) {
            System.setProperty(EPSG_DIRECTORY, config.data().resolve("epsg").toString());
        }
        Database database = Database.open(settings(config));
        try {
            return wire(config, database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static DatabaseSettings settings(Config config) {
        return new DatabaseSettings(
                config.dbUrl(), config.dbUser(), config.dbPassword(), config.data(), config.dbPool());
    }

    /** For a server, which runs for long: the database is watched, and the replica read. */
    void watchDatabase() {
        database.watch(settings(config), config.dbReadUrl(), Duration.ofSeconds(config.dbReadStaleSeconds()));
    }

    private static Core wire(Config config, Database database) {
        Clock clock = new DatabaseClock(database, Clock.systemUTC());
        Keyset keyset = new KeyCheck(database).open(config.keys());
        Attachments attachments =
                new Attachments(database, new AttachmentDirectory(config.attachments()), keyset, clock);
        Cities cities = new Cities(database);
        Units units = new Units(database);
        Calendars calendars = new Calendars(database);
        Catalogues catalogues = new Catalogues(database, () -> city(cities), units, calendars);
        AreaVersions versions = new AreaVersions(database, HangingOnAreas.all(database, cities, units, catalogues));
        AreaRegistry areas = new AreaRegistry(database, versions, config.data(), Clock.systemUTC());
        Gazetteer gazetteer = new Gazetteer(database);
        Places places = new Places(database, areas, () -> recent(cities), calendars);
        NameSearch search =
                new NameSearch(areas, gazetteer, () -> new SearchablePlaces(places.current()), config.data());
        PlaceFinder finder = new PlaceFinder(() -> recent(cities).name(), areas, gazetteer);
        PackImport packs = new PackImport(
                new CityParts(database, versions, areas, cities, units, calendars, catalogues, gazetteer));
        areas.beforeLooking(packs::takeUpDue);
        return new Core(
                config,
                database,
                clock,
                keyset,
                attachments,
                cities,
                versions,
                areas,
                units,
                calendars,
                catalogues,
                gazetteer,
                search,
                new PositionPiles(database),
                finder,
                new Articles(database, () -> recent(cities).zone(), Clock.systemUTC()),
                places,
                packs);
    }

    static City city(Cities cities) {
        return cities.find().orElseThrow(NoCityException::new);
    }

    private static City recent(Cities cities) {
        return cities.recent().orElseThrow(NoCityException::new);
    }

    /** The city of this installation, as of a second ago at most; {@link NoCityException} while none has been imported. */
    City city() {
        return recent(cities);
    }

    /** The city's, as of a second ago at most; UTC while there is none. */
    ZoneId zone() {
        return cities.recent().map(City::zone).orElse(ZoneOffset.UTC);
    }

    /** Loads the version in force and follows what other processes publish. */
    void loadAreas() {
        areas.start(WATCH_INTERVAL);
    }

    /** Begins to read the names that are searched, in the background: after the areas, which the map waits for. */
    void loadNames() {
        search.start(WATCH_INTERVAL);
        finder.start(WATCH_INTERVAL);
    }

    PlaceEditor placeEditor() {
        return new PlaceEditor(database, places, units, new PlacePhotos(attachments));
    }

    PlaceImports placeImports(PlaceEditor editor) {
        return new PlaceImports(database, places, editor, areas, units);
    }

    /** Invents the demo's places where the pack asks for it and nobody has done it; answers how many. */
    int inventPlaces() {
        UnitDirectory directory = units.current().directory();
        return places.inventDemo((settings, known, snapshot) -> DemoPlaces.invent(settings, snapshot, (layer, code) -> {
            Optional<Unit> unit = layer.startsWith("overlay:")
                    ? directory.findOfOverlay(layer.substring("overlay:".length()), code, null)
                    : directory.findOfArea(layer, code, null);
            return unit.map(Unit::code).orElse(null);
        }));
    }

    @Override
    public void close() {
        try {
            search.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finder.close();
        areas.close();
        database.close();
    }
}
