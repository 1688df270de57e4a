package org.servicemap.courtyard;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.servicemap.accounts.personal.PersonalCipher;
import org.servicemap.areas.City;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.attachments.Attachments;
import org.servicemap.calendars.Calendars;
import org.servicemap.http.RouteGroup;
import org.servicemap.notifications.Outbox;
import org.servicemap.places.Places;
import org.servicemap.requests.OfficeRequests;
import org.servicemap.requests.PublicRequests;
import org.servicemap.storage.Database;
import org.servicemap.units.Units;

/** The online courtyard, wired. Thread-safe. */
public final class Courtyard {
    private final List<RouteGroup> routes;
    private final DemoCourtyard demo;
    private final ProposalReminders reminders;

    /**
     * What it stands on.
     *
     * @param publicUrl where browsers find the server, without a slash at the end; empty when it was not said
     */
    public record Ground(
            Database database,
            Supplier<City> city,
            PublishedAreas areas,
            Units units,
            Places places,
            Calendars calendars,
            Attachments attachments,
            PersonalCipher cipher,
            Outbox outbox,
            OfficeRequests office,
            PublicRequests requests,
            FieldTasks tasks,
            GridKeepers keepers,
            ReleasedFigures released,
            String publicUrl,
            Clock clock) {}

    public Courtyard(Ground ground) {
        Database database = ground.database();
        ProposalStore store = new ProposalStore();
        VoiceStore voices = new VoiceStore();
        Communities communities = new Communities(
                ground.areas(), ground.city(), () -> ground.units().current().directory());
        Notices notices = new Notices(database, communities);
        AdoptedWork work = new AdoptedWork(
                OpenedRequests.of(ground.office()),
                ground.tasks(),
                communities,
                () -> ground.units().current().categories());
        Proposals proposals = new Proposals(database, communities, ground.attachments(), store, voices, ground.clock());
        ProposalViews views = new ProposalViews(database, communities, proposals, store, voices, work);
        ProposalNotices messages =
                new ProposalNotices(ground.outbox(), ground.cipher(), voices, ground.city(), ground.publicUrl());
        ProposalDesk desk = new ProposalDesk(
                database, communities, store, voices, work, messages, ground.calendars()::current, ground.clock());
        CourtyardPage page = new CourtyardPage(new CourtyardPage.Parts(
                database,
                communities,
                ground.areas(),
                ground.places(),
                notices,
                ground.keepers(),
                ground.released(),
                ground.requests(),
                () -> ground.units().current().categories(),
                ground.clock()));
        routes = List.of(
                new ProposalDeskRoutes(desk, views, notices, communities),
                new ProposalRoutes(proposals, views),
                new CourtyardRoutes(page, communities, views, ground.attachments()));
        reminders = new ProposalReminders(database, communities, proposals, store, messages);
        demo = new DemoCourtyard(database, communities, store, proposals, ground.clock());
    }

    public List<RouteGroup> routes() {
        return routes;
    }

    /** Reminds communities of proposals that are to be answered, each once before and once after its date; answers how many. */
    public int remind() {
        return reminders.remind();
    }

    /** In a demo city without any proposal: a community with notices and proposals in each state; answers how many. */
    public int openDemo() {
        return demo.create();
    }
}
