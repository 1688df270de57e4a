package org.servicemap.citypack;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaRegistry;
import org.servicemap.areas.AreaVersion;
import org.servicemap.areas.AreaVersions;
import org.servicemap.areas.Cities;
import org.servicemap.areas.SwitchPlan;
import org.servicemap.areas.index.AreaSnapshot;
import org.servicemap.calendars.CalendarYaml;
import org.servicemap.calendars.Calendars;
import org.servicemap.gazetteer.Gazetteer;
import org.servicemap.gazetteer.GazetteerContent;
import org.servicemap.knowledge.ArticleYaml;
import org.servicemap.knowledge.Articles;
import org.servicemap.places.PlaceTexts;
import org.servicemap.places.Places;
import org.servicemap.routing.Catalogue;
import org.servicemap.routing.Catalogues;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** From a draft to what is in force, with all that its pack brought; and back. Each step is one transaction. */
final class PackPublication {
    private static final String REHEARSAL = "rehearsal";

    private final Database database;
    private final AreaVersions versions;
    private final AreaRegistry registry;
    private final Cities cities;
    private final Units units;
    private final Calendars calendars;
    private final Catalogues catalogues;
    private final Gazetteer gazetteer;
    private final Articles articles;
    private final Places places;
    private final PackDrafts drafts;

    PackPublication(CityParts city, PackDrafts drafts) {
        this.database = city.database();
        this.versions = city.versions();
        this.registry = city.registry();
        this.cities = city.cities();
        this.units = city.units();
        this.calendars = city.calendars();
        this.catalogues = city.catalogues();
        this.gazetteer = city.gazetteer();
        this.articles = new Articles(database, () -> ZoneOffset.UTC, Clock.systemUTC());
        this.places = new Places(database, registry, () -> cities.find().orElseThrow(), calendars);
        this.drafts = drafts;
    }

    /** {@link PackImport#publish}. */
    SwitchPlan publish(long version, LocalDate from, boolean confirmed) {
        takeUpDue();
        SwitchPlan plan = database.inTransaction(handle -> {
            SwitchPlan switched = versions.publish(version, from, confirmed);
            switch (switched.moment()) {
                case NOW -> takeUpContent(handle, version);
                case ON_ITS_DAY -> rehearse(handle);
                case NEVER -> drafts.delete(handle, version);
            }
            return switched;
        });
        catalogues.refresh();
        return plan;
    }

    /** {@link PackImport#carried}. */
    AreaVersion carried(AreaVersion draft, LocalDate from, boolean confirmed) {
        takeUpDue();
        versions.requireConfirmed(draft.id(), from, confirmed);
        return versions.carried(draft.id(), from);
    }

    /** {@link PackImport#takeUpDue}. */
    void takeUpDue() {
        if (versions.isAnyDue()) {
            database.useTransaction(handle -> versions.takeUpDue(handle, id -> putInForce(handle, id)));
            catalogues.refresh();
        }
    }

    /** {@link PackImport#rollBack}. */
    SwitchPlan rollBack(long version, boolean confirmed) {
        takeUpDue();
        SwitchPlan plan = database.inTransaction(handle -> {
            SwitchPlan back = versions.rollBack(version, confirmed);
            drafts.delete(handle, version);
            return back;
        });
        catalogues.refresh();
        return plan;
    }

    /** {@link PackImport#rehearsed}. */
    Catalogue rehearsed(long draft, AreaSnapshot areas, @Nullable String yaml) {
        return database.inTransaction(handle -> {
            handle.savepoint(REHEARSAL);
            versions.publish(draft, versions.today(handle), true);
            putInForce(handle, draft);
            Catalogue catalogue = catalogues.compile(handle, yaml, areas);
            handle.rollbackToSavepoint(REHEARSAL);
            return catalogue;
        });
    }

    /** Everything that waits is taken up and undone again: what would fail on its day is refused today. */
    private void rehearse(Handle handle) {
        handle.savepoint(REHEARSAL);
        versions.takeUpAll(handle, id -> takeUpContent(handle, id));
        handle.rollbackToSavepoint(REHEARSAL);
    }

    private void takeUpContent(Handle handle, long version) {
        putInForce(handle, version);
        catalogues.requireFits(handle, registry.version(String.valueOf(version)).snapshot());
    }

    private void putInForce(Handle handle, long version) {
        drafts.find(handle, version).ifPresent(content -> {
            cities.save(content.city());
            units.replace(handle, content.tables());
            String calendar = content.calendar();
            if (calendar != null) {
                calendars.replace(handle, CalendarYaml.read(calendar).keepingPublished(Calendars.read(handle)));
            }
            String known = content.articles();
            if (known != null) {
                articles.take(handle, ArticleYaml.read(known));
            }
            PlaceTexts texts = content.places();
            if (texts != null) {
                places.take(handle, texts);
            }
            String catalogue = content.catalogue();
            if (catalogue != null) {
                catalogues.publish(handle, catalogues.draft(handle, catalogue, content.catalogueSpec()));
            }
            GazetteerContent names = content.gazetteer();
            if (names != null) {
                gazetteer.replace(names);
            }
            drafts.delete(handle, version);
        });
    }
}
