package org.servicemap.app;

import java.util.List;
import org.servicemap.accounts.login.KeptResidencies;
import org.servicemap.appointments.Appointments;
import org.servicemap.appointments.KeptBookings;
import org.servicemap.courtyard.Courtyard;
import org.servicemap.courtyard.KeptProposals;
import org.servicemap.insights.Releases;
import org.servicemap.requests.CityRequests;
import org.servicemap.requests.RequestImports;
import org.servicemap.wardens.FieldWork;
import org.servicemap.wardens.WardenDesk;

/**
 * What the program is made of, each part over those before it. All of it shares the core, which whoever opened it closes.
 */
record Works(
        Core core,
        Messages messages,
        People people,
        CityRequests requests,
        RequestImports imports,
        Appointments appointments,
        WardenDesk wardens,
        FieldWork field,
        Releases releases,
        Courtyard courtyard,
        InsightWork insights,
        OperateWork operate) {

    static Works over(Core core) {
        Messages messages = new Messages(core);
        People people = People.of(core, messages.codes(() -> People.isDemo(core)));
        CityRequests requests = requests(core, messages);
        String publicUrl = core.config().accounts().publicBase();
        WardenDesk wardens = WardenWiring.desk(core, requests);
        Releases releases = OpenInterfaces.releases(core, requests);
        InsightWork insights = new InsightWork(core, requests, messages);
        return new Works(
                core,
                messages,
                people,
                requests,
                requests.imports(new FoundPlaces(core.finder())),
                BookingWork.appointments(core, messages, requests::callerOf, publicUrl),
                wardens,
                FieldWiring.field(core, people, requests),
                releases,
                CourtyardWiring.courtyard(core, messages, requests, releases, wardens.tasks(), publicUrl),
                insights,
                new OperateWork(core, insights::lagSeconds));
    }

    static CityRequests requests(Core core, Messages messages) {
        return new CityRequests(new CityRequests.Ground(
                core.database(),
                core::city,
                core.areas(),
                core.catalogues()::published,
                core.units(),
                core.calendars(),
                core.keyset(),
                core.piles()::contains,
                core.attachments(),
                core.config().data(),
                messages.outbox(),
                messages.webhooks(),
                core.config().accounts().publicBase(),
                core.articles(),
                new BesideRecords(List.of(
                        new BookingRecords(new KeptBookings(core.keyset())),
                        new AccountRecords(new KeptProposals(core.attachments())),
                        new AccountRecords(new KeptResidencies(core.keyset().cipher())))),
                core.clock()));
    }
}
