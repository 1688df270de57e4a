package org.servicemap.attachments.media;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a file is, by its first bytes and never by its name or what the client says of it. */
public enum MediaKind {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf");

    private static final int HEAD = 16;
    private static final String PNG_HEAD = "\u0089PNG\r\n\u001a\n";
    /** Brands of ISO base media files that hold HEIF or AVIF pictures. */
    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis");

    private final String mediaType;
    private final String extension;

    MediaKind(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** For a file name, without dot. */
    public String extension() {
        return extension;
    }

    public boolean isPicture() {
        return this != PDF;
    }

    /** The kind of a media type that this enumeration gave. */
    public static MediaKind ofMediaType(String mediaType) {
        for (MediaKind kind : values()) {
            if (kind.mediaType.equals(mediaType)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of ours: " + mediaType);
    }

    /** Refuses what is none of them. */
    static MediaKind sniff(byte[] file) {
        String head = new String(file, 0, Math.min(file.length, HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith(PNG_HEAD)) {
            return PNG;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("%PDF-")) {
            return PDF;
        }
        throw refusal(head);
    }

    private static MediaException refusal(String head) {
        boolean heif = head.startsWith("ftyp", 4) && head.length() >= 12 && HEIF_BRANDS.contains(head.substring(8, 12));
        return heif
                ? new MediaException(MediaException.UNSUPPORTED_PICTURE, "HEIC and AVIF are not taken: send JPEG")
                : new MediaException(MediaException.UNSUPPORTED_FILE, "pictures as JPEG, PNG or WebP are taken");
    }
}
