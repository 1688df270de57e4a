package org.servicemap.places;

import java.util.List;
import java.util.function.LongFunction;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.attachments.AttachmentRoutes;
import org.servicemap.attachments.Attachments;
import org.servicemap.http.CachePolicy;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.Param;
import org.servicemap.http.Route;
import org.servicemap.http.RouteBuilder;
import org.servicemap.http.RouteGroup;

/** Photos of published places, for everybody. What a photo's id names never changes, but a place may give it up. */
final class PhotoRoutes implements RouteGroup {
    private static final Param<Long> ID = Param.id("id", "Id of the photo").inPath();
    private static final String PHOTO = PlaceRoutes.PLACES + "/{code}/photos/{id}";

    private final Places places;
    private final PlacePhotos photos;

    PhotoRoutes(Places places, PlacePhotos photos) {
        this.places = places;
        this.photos = photos;
    }

    static String path(String code, String photo) {
        return PlaceRoutes.PLACES + "/" + code + "/photos/" + photo;
    }

    @Override
    public String tag() {
        return "places";
    }

    @Override
    public String description() {
        return "The service map: places, matters, opening hours, who is in charge";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                route(PHOTO, "getPlacePhoto", "A photo of a place")
                        .file(AttachmentRoutes.TYPES, "The photo", exchange -> answer(exchange, photos::open)),
                route(PHOTO + "/thumbnail", "getPlacePhotoThumbnail", "A small JPEG of a photo of a place")
                        .file(List.of("image/jpeg"), "The photo", exchange -> answer(exchange, photos::thumbnail)));
    }

    private RouteBuilder route(String path, String id, String summary) {
        return Route.get(path, id)
                .summary(summary)
                .takes(PlaceRoutes.CODE, ID)
                .cache(CachePolicy.REVALIDATE)
                .etag(exchange -> "photo" + requirePublished(exchange))
                .fails(PlaceErrors.UNKNOWN, AttachmentErrors.UNKNOWN, ErrorCode.UNAVAILABLE);
    }

    private long requirePublished(Exchange exchange) {
        String code = exchange.get(PlaceRoutes.CODE);
        long id = exchange.get(ID);
        PublishedPlace published = places.current().find(code).orElseThrow(() -> PlaceEditor.unknown(code));
        if (!published.place().photos().contains(Long.toString(id))) {
            throw AttachmentErrors.UNKNOWN.problem("the place has no photo " + id, "id");
        }
        return id;
    }

    private static byte[] answer(Exchange exchange, LongFunction<Attachments.Content> source) {
        long id = exchange.get(ID);
        Attachments.Content content = source.apply(id);
        exchange.answersAs(content.type(), id + "." + content.extension());
        return content.bytes();
    }
}
