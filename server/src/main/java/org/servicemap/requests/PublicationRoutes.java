package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.FieldException;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** Reviewing what the public reads of a request, and the photos that were published. */
final class PublicationRoutes implements RouteGroup {
    /** Where a published photo is, after the address of the server. */
    static final String PHOTOS = HttpServer.API + "/published/%s/photos/%d";

    /** Who decides what the public reads. */
    static final Set<Role> REVIEWERS = EnumSet.of(Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR);

    private static final String PUBLICATION = HttpServer.API + "/requests/{number}/publication";
    private static final Param<Long> PHOTO = Param.id("id", "Id of the photo").inPath();
    private static final int MOST_PHOTOS = 9;

    private final Publications publications;
    private final CityRules rules;

    PublicationRoutes(Publications publications, CityRules rules) {
        this.publications = publications;
        this.rules = rules;
    }

    @Describe("What the public reads of a request beside category, place and state")
    record PublicationJson(
            @Describe("Whether the category's policy lets it be published")
            boolean publishable,

            @Nullable String text,
            @Nullable String reply,
            @Describe("Ids of attachments") List<String> photos,
            @Describe("Account") @Nullable String reviewedBy,
            @Nullable OffsetDateTime reviewedAt) {}

    @Describe("Words and photos that were looked at")
    record ReviewJson(
            @Describe("1 to 4000 characters, without a word that tells who asked")
            String text,

            @Describe("At most 4000 characters") @Nullable String reply,

            @Describe("Ids of pictures of the request or its reply, at most 9") @Nullable
            List<String> photos) {
        ReviewJson {
            if (text.isBlank() || text.length() > Filing.MAX_TEXT) {
                throw new FieldException("text", "1 to " + Filing.MAX_TEXT + " characters");
            }
            if (reply != null && reply.length() > Filing.MAX_TEXT) {
                throw new FieldException("reply", "at most " + Filing.MAX_TEXT + " characters");
            }
            if (photos != null
                    && (photos.size() > MOST_PHOTOS || !photos.stream().allMatch(ReviewJson::isId))) {
                throw new FieldException("photos", "at most " + MOST_PHOTOS + " ids of attachments");
            }
        }

        private static boolean isId(String text) {
            return text.matches("[0-9]{1,18}");
        }

        List<Long> photoIds() {
            return photos == null
                    ? List.of()
                    : photos.stream().map(Long::valueOf).distinct().toList();
        }
    }

    @Override
    public String tag() {
        return "publication";
    }

    @Override
    public String description() {
        return "What the public reads of requests";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                review(Route.get(PUBLICATION, "getPublication").summary("What the public reads of a request"))
                        .json(PublicationJson.class, "The publication", this::find),
                review(Route.put(PUBLICATION, "publishRequest")
                                .summary("Publish reviewed words and photos of a request"))
                        .body(ReviewJson.class, "What was reviewed")
                        .fails(RequestErrors.UNPUBLISHED, RequestErrors.BAD_FIELD)
                        .json(PublicationJson.class, "The publication", this::publish),
                review(Route.delete(PUBLICATION, "unpublishRequest").summary("Take back what was published"))
                        .nothing("It is gone", exchange -> publications.withdraw(exchange.caller(), number(exchange))),
                Route.get(HttpServer.API + "/published/{number}/photos/{id}", "getPublishedPhoto")
                        .summary("A photo that was published")
                        .takes(WorkRoutes.NUMBER, PHOTO)
                        .cache(CachePolicy.NO_STORE)
                        .fails(RequestErrors.UNKNOWN, ErrorCode.UNAVAILABLE)
                        .file(AttachmentRoutes.TYPES, "The photo", this::photo));
    }

    private static RouteBuilder review(RouteBuilder route) {
        return route.roles(REVIEWERS.toArray(new Role[0]))
                .takes(WorkRoutes.NUMBER)
                .fails(RequestErrors.UNKNOWN);
    }

    private static RequestNumber number(Exchange exchange) {
        return WorkRoutes.parse(exchange.get(WorkRoutes.NUMBER));
    }

    private PublicationJson find(Exchange exchange) {
        return json(publications.find(exchange.caller(), number(exchange)));
    }

    private PublicationJson publish(Exchange exchange) {
        ReviewJson body = exchange.body(ReviewJson.class);
        String reply = body.reply() == null || body.reply().isBlank()
                ? null
                : body.reply().strip();
        return json(publications.publish(
                exchange.caller(), number(exchange), body.text().strip(), reply, body.photoIds()));
    }

    private PublicationJson json(Publications.Found found) {
        Publication publication = found.publication();
        return publication == null
                ? new PublicationJson(found.publishable(), null, null, List.of(), null, null)
                : new PublicationJson(
                        found.publishable(),
                        publication.text(),
                        publication.reply(),
                        publication.photos().stream().map(String::valueOf).toList(),
                        Long.toString(publication.reviewedBy()),
                        publication.reviewedAt().atZone(rules.current().zone()).toOffsetDateTime());
    }

    private byte[] photo(Exchange exchange) {
        long id = exchange.get(PHOTO);
        Attachments.Content content = publications.photo(number(exchange), id);
        exchange.answersAs(content.type(), id + "." + content.extension());
        return content.bytes();
    }
}
