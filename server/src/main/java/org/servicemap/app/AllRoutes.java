package org.servicemap.app;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.AccountRoutes;
import org.servicemap.accounts.AuditRoutes;
import org.servicemap.accounts.ServiceAccountRoutes;
import org.servicemap.accounts.login.CitizenRoutes;
import org.servicemap.accounts.login.OidcRoutes;
import org.servicemap.accounts.login.ResidencyRoutes;
import org.servicemap.accounts.login.SecondFactorRoutes;
import org.servicemap.accounts.login.SessionRoutes;
import org.servicemap.appointments.Appointments;
import org.servicemap.areas.AreaRoutes;
import org.servicemap.areas.BaseTiles;
import org.servicemap.areas.BatchRoutes;
import org.servicemap.areas.City;
import org.servicemap.areas.CityRoutes;
import org.servicemap.areas.ImportReports;
import org.servicemap.areas.MapRoutes;
import org.servicemap.areas.ReportRoutes;
import org.servicemap.areas.ResolveRoutes;
import org.servicemap.areas.VersionRoutes;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.gazetteer.GuessRoutes;
import org.servicemap.gazetteer.RoadRoutes;
import org.servicemap.gazetteer.SearchRoutes;
import org.servicemap.http.RouteGroup;
import org.servicemap.knowledge.ArticleRoutes;
import org.servicemap.open311.Open311Routes;
import org.servicemap.places.PlaceEditor;
import org.servicemap.places.PlaceMap;
import org.servicemap.places.imports.ImportRoutes;
import org.servicemap.qr.QrRoutes;
import org.servicemap.requests.CityRequests;
import org.servicemap.routing.RoutingRoutes;
import org.servicemap.units.UnitRoutes;

/** Everything that the program answers to. */
final class AllRoutes {
    private static final long MEGABYTE = 1 << 20;

    private AllRoutes() {}

    static List<RouteGroup> of(Works works) {
        Core core = works.core();
        CityRequests requests = works.requests();
        Appointments appointments = works.appointments();
        InsightWork insights = works.insights();
        List<RouteGroup> routes = new ArrayList<>();
        routes.add(new ResolveRoutes(core.areas(), core.piles()::contains));
        routes.add(new BatchRoutes(core.areas(), core::city, core.piles()::learner));
        routes.add(new CityRoutes(
                core::city,
                core.areas(),
                city -> baseTiles(core.config(), city),
                core.config().filings()));
        routes.add(new AreaRoutes(core.areas()));
        routes.add(new MapRoutes(core.areas()));
        routes.add(new VersionRoutes(core.areas()));
        routes.add(new ReportRoutes(new ImportReports(core.database())));
        routes.add(new UnitRoutes(() -> core.units().current().tables()));
        routes.add(new RoutingRoutes(
                core.areas(), core.catalogues()::published, core.piles()::contains, Clock.systemUTC()));
        routes.add(new AttachmentRoutes(
                core.database(),
                core.attachments(),
                works.field().files(requests.fileAccess()),
                core.config().uploadMaxMegabytes() * MEGABYTE));
        routes.addAll(works.messages().routes());
        routes.add(new SearchRoutes(core.search()::search));
        routes.add(new RoadRoutes(core.gazetteer()));
        routes.add(new ArticleRoutes(core.articles()));
        routes.add(new QrRoutes());
        routes.addAll(insights.routes());
        routes.addAll(works.operate().routes());
        routes.addAll(insights.governance(works.wardens().tasks()));
        routes.addAll(requests.routes());
        routes.addAll(appointments.routes());
        routes.addAll(works.courtyard().routes());
        routes.addAll(works.wardens().routes());
        routes.addAll(works.field().routes());
        routes.add(requests.importRoutes(works.imports(), core.config().batchMaxMegabytes() * MEGABYTE));
        routes.add(open311(core, requests));
        routes.addAll(OpenInterfaces.routes(core, works.releases(), appointments, ServiceMap.version()));
        routes.addAll(ofAccounts(works.people(), core));
        // before the places, whose codes stand at the same place in the path
        routes.add(new GuessRoutes(core.finder()::guess));
        PlaceEditor editor = core.placeEditor();
        routes.add(new ImportRoutes(core.placeImports(editor), core.config().uploadMaxMegabytes() * MEGABYTE));
        routes.addAll(PlaceMap.routes(
                core.places(),
                editor,
                new PlaceCorrections(core, requests),
                core.areas(),
                appointments,
                Clock.systemUTC()));
        return routes;
    }

    private static RouteGroup open311(Core core, CityRequests requests) {
        return new Open311Routes(new Open311Routes.Ground(
                core::city,
                core.units(),
                core.database(),
                requests,
                new FoundPlaces(core.finder()),
                core.attachments(),
                core.config().accounts().publicUrl(),
                core.config().uploadMaxMegabytes() * MEGABYTE,
                core.clock()));
    }

    private static List<RouteGroup> ofAccounts(People people, Core core) {
        SessionRoutes sessions = new SessionRoutes(people.sessions(), people.logins(), people.demo(), people.oidc());
        return List.of(
                sessions,
                new SecondFactorRoutes(people.secondFactors(), people.logins()),
                new CitizenRoutes(people.citizens(), sessions, people.demo()),
                new OidcRoutes(people.oidc(), people.logins()),
                new ResidencyRoutes(people.residencies()),
                new AccountRoutes(people.accounts()),
                new ServiceAccountRoutes(people.services()),
                new AuditRoutes(people.audit(), () -> core.units().current().directory()));
    }

    private static @Nullable BaseTiles baseTiles(Config config, City city) {
        return BaseTiles.of(
                config.tilesUrl(),
                config.tilesAttribution(),
                city.defaultLanguage(),
                config.tilesCrs(),
                config.tilesMaxZoom());
    }
}
