package org.servicemap.app;

import java.util.ArrayList;
import java.util.List;
import org.servicemap.accounts.AccountErrors;
import org.servicemap.appointments.AppointmentErrors;
import org.servicemap.areas.AreaErrors;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.courtyard.CourtyardErrors;
import org.servicemap.gazetteer.SearchRoutes;
import org.servicemap.http.ProblemMapping;
import org.servicemap.incidents.IncidentErrors;
import org.servicemap.insights.InsightRoutes;
import org.servicemap.knowledge.ArticleRoutes;
import org.servicemap.places.PlaceErrors;
import org.servicemap.requests.RequestErrors;
import org.servicemap.routing.RoutingErrors;
import org.servicemap.wardens.WardenErrors;

/** How every feature's refusals become problem documents. */
final class Problems {
    private Problems() {}

    static List<ProblemMapping<?>> all() {
        List<ProblemMapping<?>> problems = new ArrayList<>(AreaErrors.mappings());
        problems.addAll(RoutingErrors.mappings());
        problems.addAll(RequestErrors.mappings());
        problems.addAll(IncidentErrors.mappings());
        problems.addAll(ArticleRoutes.mappings());
        problems.addAll(PlaceErrors.mappings());
        problems.addAll(AppointmentErrors.mappings());
        problems.addAll(WardenErrors.mappings());
        problems.addAll(CourtyardErrors.mappings());
        problems.addAll(SearchRoutes.mappings());
        problems.addAll(AttachmentErrors.mappings());
        problems.addAll(AccountErrors.mappings());
        problems.addAll(InsightRoutes.mappings());
        problems.addAll(AppErrors.mappings());
        return problems;
    }
}
