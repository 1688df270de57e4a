package org.servicemap.wardens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Param;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;

/** Photos in pieces. */
final class UploadRoutes implements RouteGroup {
    private static final String UPLOADS = HttpServer.API + "/field/uploads";
    private static final String BYTES = "application/octet-stream";
    private static final RateLimit SENDING = RateLimit.perMinute("field_uploads", 600);
    private static final Param<String> KEY =
            Param.text("key", "The upload's key, a UUID that the phone made").inPath();
    private static final Param<Integer> START = Param.integer(
                    "start", 0, Integer.MAX_VALUE, "Which byte of the photo the piece begins with")
            .mandatory();

    private final Uploads uploads;
    private final long maxBytes;

    /** @param maxBytes of one photo */
    UploadRoutes(Uploads uploads, long maxBytes) {
        this.uploads = uploads;
        this.maxBytes = maxBytes;
    }

    @Describe("A photo that will come in pieces")
    record FieldUploadBody(
            @Describe("A UUID that the phone made") String key,
            long bytes,

            @Describe("SHA-256 of the whole photo, in hexadecimal digits")
            String sha256,

            @Describe("Media type as the phone sees it; what it is, is read from its content")
            String type) {}

    @Describe("How far an upload is")
    record FieldUploadJson(
            String key,

            @Describe("Bytes that are here: go on with this one")
            long received,

            @Describe("All of it is here and good") boolean complete) {
        static FieldUploadJson of(Uploads.Progress progress) {
            return new FieldUploadJson(progress.key().toString(), progress.received(), progress.complete());
        }
    }

    @Override
    public String tag() {
        return "field";
    }

    @Override
    public String description() {
        return "Phones of wardens, and what they send";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(UPLOADS, "beginFieldUpload")
                        .summary("Begin a photo, or ask how far it is")
                        .description("The same again changes nothing. A photo that no item takes goes after 30 days.")
                        .body(FieldUploadBody.class, "The photo")
                        .roles(Role.WARDEN)
                        .limit(SENDING)
                        .fails(FieldErrors.OF_DEVICES)
                        .fails(
                                FieldErrors.UPLOAD_DIFFERS,
                                FieldErrors.UPLOAD_CORRUPT,
                                FieldErrors.UNKNOWN_UPLOAD,
                                FieldErrors.TOO_MANY_UPLOADS)
                        .fails(AttachmentErrors.ofFiles())
                        .json(FieldUploadJson.class, "How far it is", this::begin),
                Route.put(UPLOADS + "/{key}", "putFieldUploadPiece")
                        .summary("A piece of a photo, 256 KiB at most")
                        .description("With the last piece the whole is checked: a picture that is not taken is refused"
                                + " here, and forgotten. What was received already is passed over.")
                        .takes(KEY, START)
                        .reads("The bytes", BYTES)
                        .roles(Role.WARDEN)
                        .limit(SENDING)
                        .fails(FieldErrors.OF_DEVICES)
                        .fails(
                                FieldErrors.UNKNOWN_UPLOAD,
                                FieldErrors.UPLOAD_GAP,
                                FieldErrors.UPLOAD_CORRUPT,
                                ErrorCode.TOO_LARGE)
                        .fails(AttachmentErrors.ofFiles())
                        .json(FieldUploadJson.class, "How far it is", this::put),
                Route.get(UPLOADS + "/{key}", "getFieldUpload")
                        .summary("How far a photo is")
                        .takes(KEY)
                        .roles(Role.WARDEN)
                        .limit(SENDING)
                        .fails(FieldErrors.OF_DEVICES)
                        .fails(FieldErrors.UNKNOWN_UPLOAD, FieldErrors.UPLOAD_CORRUPT)
                        .fails(AttachmentErrors.ofFiles())
                        .json(FieldUploadJson.class, "How far it is", this::progress));
    }

    private static long account(Exchange exchange) {
        Devices.device(exchange.caller());
        Long account = exchange.caller().account();
        return account == null ? 0 : account;
    }

    private static UUID key(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.INVALID_FIELD.problem("a key is a UUID", "key");
        }
    }

    private FieldUploadJson begin(Exchange exchange) {
        long account = account(exchange);
        FieldUploadBody body = exchange.body(FieldUploadBody.class);
        if (body.bytes() < 1) {
            throw ErrorCode.INVALID_FIELD.problem("a photo has a byte at least", "bytes");
        }
        if (body.bytes() > maxBytes) {
            throw ErrorCode.TOO_LARGE.problem("a photo has " + maxBytes + " bytes at most", "bytes");
        }
        return FieldUploadJson.of(uploads.begin(account, key(body.key()), body.bytes(), digest(body.sha256())));
    }

    private static byte[] digest(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw ErrorCode.INVALID_FIELD.problem("a SHA-256 has 64 hexadecimal digits", "sha256");
        }
        return HexFormat.of().parseHex(hex);
    }

    private FieldUploadJson put(Exchange exchange) {
        long account = account(exchange);
        return FieldUploadJson.of(uploads.put(account, key(exchange.get(KEY)), exchange.get(START), piece(exchange)));
    }

    private static byte[] piece(Exchange exchange) {
        try {
            byte[] read = exchange.spooledBody().readNBytes(FieldDay.PIECE_BYTES + 1);
            if (read.length > FieldDay.PIECE_BYTES) {
                throw ErrorCode.TOO_LARGE.problem("a piece has " + FieldDay.PIECE_BYTES + " bytes at most");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FieldUploadJson progress(Exchange exchange) {
        return FieldUploadJson.of(uploads.progress(account(exchange), key(exchange.get(KEY))));
    }
}
