package org.servicemap.attachments;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.attachments.media.MediaKind;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.DeviceErrors;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.PartRule;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;

/** Uploading photos and documents, and seeing them. */
public final class AttachmentRoutes implements RouteGroup {
    private static final String FILE = "file";
    private static final Param<Long> ID = Param.id("id", "Id of the attachment").inPath();
    private static final RateLimit UPLOADS = RateLimit.perHour("uploads", 120);
    /** Media types that an attachment can have. */
    public static final List<String> TYPES =
            Arrays.stream(MediaKind.values()).map(MediaKind::mediaType).toList();

    private final Database database;
    private final Attachments attachments;
    private final AttachmentAccess access;
    private final long maxBytes;

    /** @param maxBytes of one file */
    public AttachmentRoutes(Database database, Attachments attachments, AttachmentAccess access, long maxBytes) {
        this.database = database;
        this.attachments = attachments;
        this.access = access;
        this.maxBytes = maxBytes;
    }

    @Describe("An upload, not yet part of anything")
    record UploadedJson(
            String id,

            @Describe("Shown once: by it a request or reply names the upload, which becomes part of it")
            String key,

            @Describe("Media type by content") String type,
            long bytes,
            @Describe("Pixels, upright; 0 of a document") int width,
            int height,

            @Describe("Where the picture says it was taken, longitude and latitude in WGS 84; not stored") @Nullable
            PositionJson position,

            @Describe("When the upload goes unless it is used")
            Instant expiresAt) {
        static UploadedJson of(Uploaded uploaded) {
            AttachmentRef ref = uploaded.ref();
            return new UploadedJson(
                    Long.toString(ref.id()),
                    uploaded.key(),
                    ref.type(),
                    ref.bytes(),
                    ref.width(),
                    ref.height(),
                    PositionJson.of(uploaded.position()),
                    uploaded.expiresAt());
        }
    }

    record PositionJson(double lon, double lat) {
        static @Nullable PositionJson of(@Nullable LonLat position) {
            return position == null ? null : new PositionJson(position.lon(), position.lat());
        }
    }

    @Override
    public String tag() {
        return "attachments";
    }

    @Override
    public String description() {
        return "Photos and documents of requests and replies";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(HttpServer.API + "/attachments", "uploadAttachment")
                        .summary("Upload a photo or document")
                        .description(
                                "JPEG, PNG and WebP by content, PDF too from staff. All metadata is taken away before it"
                                        + " is stored, and the picture is turned upright.")
                        .parts("The file", PartRule.file(FILE, 1, maxBytes, "Photo or document"))
                        .limit(UPLOADS)
                        .idempotent()
                        .fails(AttachmentErrors.ofFiles())
                        .fails(ErrorCode.MISSING_FIELD, ErrorCode.UNAVAILABLE)
                        .created(UploadedJson.class, "The upload", this::upload),
                Route.get(HttpServer.API + "/attachments/{id}", "getAttachment")
                        .summary("An attachment")
                        .takes(ID)
                        .fails(AttachmentErrors.UNKNOWN, ErrorCode.UNAVAILABLE)
                        .fails(DeviceErrors.all())
                        .file(TYPES, "The file", this::whole),
                Route.get(HttpServer.API + "/attachments/{id}/thumbnail", "getAttachmentThumbnail")
                        .summary("A small JPEG of a picture")
                        .takes(ID)
                        .fails(AttachmentErrors.UNKNOWN, ErrorCode.UNAVAILABLE)
                        .fails(DeviceErrors.all())
                        .file(List.of(MediaKind.JPEG.mediaType()), "The thumbnail", this::thumbnail));
    }

    private UploadedJson upload(Exchange exchange) {
        byte[] bytes = exchange.parts().files(FILE).stream()
                .findFirst()
                .orElseThrow(() -> ErrorCode.MISSING_FIELD.problem("the part " + FILE + " is missing", FILE))
                .readAll();
        Caller caller = exchange.caller();
        CleanFile file = CleanFile.of(bytes, isStaff(caller));
        return UploadedJson.of(database.inTransaction(handle -> attachments.store(handle, file, caller.account())));
    }

    private static boolean isStaff(Caller caller) {
        return caller.service() || caller.roles().stream().anyMatch(role -> role != Role.CITIZEN);
    }

    private byte[] whole(Exchange exchange) {
        long id = allowed(exchange);
        return answer(exchange, id, attachments.open(id));
    }

    private byte[] thumbnail(Exchange exchange) {
        long id = allowed(exchange);
        return answer(exchange, id, attachments.thumbnail(id));
    }

    private long allowed(Exchange exchange) {
        long id = exchange.get(ID);
        if (!access.maySee(exchange, attachments.ownerOf(id))) {
            throw AttachmentException.unknown(id);
        }
        return id;
    }

    private static byte[] answer(Exchange exchange, long id, Attachments.Content content) {
        exchange.answersAs(content.type(), id + "." + content.extension());
        return content.bytes();
    }
}
