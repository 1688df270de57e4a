package org.servicemap.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Describe;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;

/** Templates for replies. */
final class TemplateRoutes implements DeskGroup {
    private static final String TEMPLATES = HttpServer.API + "/reply-templates";
    private static final Param<Long> ID = Param.id("id", "Id of the template").inPath();

    private final ReplyTemplates templates;

    TemplateRoutes(ReplyTemplates templates) {
        this.templates = templates;
    }

    @Describe("Templates for replies, by title")
    record ReplyTemplatesJson(List<ReplyTemplateJson> items) {}

    @Describe("A template for replies")
    record ReplyTemplateJson(
            String id,

            @Describe("For this unit and those below it; null for all") @Nullable
            String unit,

            String title,

            @Describe("{number}, {category}, {unit} and {place} are filled in where it is used")
            String body,

            int version) {
        static ReplyTemplateJson of(ReplyTemplate template) {
            return new ReplyTemplateJson(
                    Long.toString(template.id()),
                    template.unit(),
                    template.title(),
                    template.body(),
                    template.version());
        }
    }

    @Describe("A template as it shall be")
    record TemplateBody(
            @Describe("Only of a new one; null for the whole city") @Nullable
            String unit,

            @Describe("1 to 80 characters") String title,
            @Describe("1 to 4000 characters") String body,

            @Describe("The version that was changed; not of a new one") @Nullable
            Integer version) {
        TemplateBody {
            if (title.isBlank() || title.length() > 80) {
                throw new FieldException("title", "1 to 80 characters");
            }
            if (body.isBlank() || body.length() > Filing.MAX_TEXT) {
                throw new FieldException("body", "1 to " + Filing.MAX_TEXT + " characters");
            }
        }
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(TEMPLATES, "listReplyTemplates")
                        .summary("Templates for replies that the caller can use")
                        .roles(
                                Role.HANDLER,
                                Role.LEAD,
                                Role.OPERATOR,
                                Role.DISPATCHER,
                                Role.SUPERVISOR,
                                Role.ADMINISTRATOR)
                        .json(ReplyTemplatesJson.class, "The templates", this::list),
                writers(Route.post(TEMPLATES, "createReplyTemplate").summary("Make a template for replies"))
                        .body(TemplateBody.class, "The template")
                        .idempotent()
                        .fails(RequestErrors.BAD_FIELD)
                        .created(ReplyTemplateJson.class, "The template", this::create),
                writers(Route.put(TEMPLATES + "/{id}", "changeReplyTemplate").summary("Change a template"))
                        .takes(ID)
                        .body(TemplateBody.class, "The template")
                        .fails(RequestErrors.UNKNOWN_TEMPLATE, RequestErrors.CHANGED, RequestErrors.BAD_FIELD)
                        .json(ReplyTemplateJson.class, "The template", this::change),
                writers(Route.delete(TEMPLATES + "/{id}", "removeReplyTemplate").summary("Remove a template"))
                        .takes(ID)
                        .fails(RequestErrors.UNKNOWN_TEMPLATE)
                        .nothing("It is gone", exchange -> templates.remove(exchange.caller(), exchange.get(ID))));
    }

    private static RouteBuilder writers(RouteBuilder route) {
        return route.roles(Role.LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR).fails(RequestErrors.NOT_ALLOWED);
    }

    private ReplyTemplatesJson list(Exchange exchange) {
        return new ReplyTemplatesJson(templates.list(exchange.caller()).stream()
                .map(ReplyTemplateJson::of)
                .toList());
    }

    private ReplyTemplateJson create(Exchange exchange) {
        TemplateBody body = exchange.body(TemplateBody.class);
        return ReplyTemplateJson.of(templates.create(
                exchange.caller(),
                body.unit(),
                body.title().strip(),
                body.body().strip()));
    }

    private ReplyTemplateJson change(Exchange exchange) {
        TemplateBody body = exchange.body(TemplateBody.class);
        int version = body.version() == null ? 0 : body.version();
        return ReplyTemplateJson.of(templates.change(
                exchange.caller(),
                exchange.get(ID),
                version,
                body.title().strip(),
                body.body().strip()));
    }
}
