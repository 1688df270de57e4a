package org.servicemap.attachments;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.personal.BlindIndex;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.attachments.media.CleanFile;
import org.servicemap.attachments.media.MediaKind;
import org.servicemap.storage.Database;

/**
 * Keeps uploaded photos and documents: what they are is read from their content, metadata is gone before they are stored, the
 * bytes are sealed, and they are on disk before the row commits. An upload is loose at first and goes by itself; whoever has its
 * token ties it, once, to a request or a reply in the transaction that makes those. Thread-safe.
 */
public final class Attachments {
    /** How long a loose upload waits for its request. */
    public static final Duration LOOSE = Duration.ofHours(24);

    private static final String CONTEXT = "attachment/";
    private static final int TOKEN_BYTES = 16;
    private static final Pattern KEY = Pattern.compile("(\\d{1,18})\\.([\\w-]{1,64})");

    private final Database database;
    private final AttachmentStore store;
    private final Keyset keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Attachments(Database database, AttachmentStore store, Keyset keys, Clock clock) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.clock = clock;
    }

    /** The bytes of an attachment. */
    public record Content(String type, byte[] bytes) {
        /** For a file name, without dot. */
        public String extension() {
            return MediaKind.ofMediaType(type).extension();
        }
    }

    /**
     * Keeps an upload in the handle's transaction.
     *
     * @param uploadedBy account, or null
     * @throws org.servicemap.attachments.media.MediaException when its content is refused; see {@link CleanFile#of}
     */
    public Uploaded store(Handle handle, CleanFile file, @Nullable Long uploadedBy) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        AttachmentRef ref = new AttachmentRef(
                database.nextId(), file.kind().mediaType(), file.content().length, file.width(), file.height());
        String address = keep(handle, file.content());
        byte[] small = file.thumbnail();
        String thumbnail = small == null ? null : keep(handle, small);
        Instant expires = clock.instant().plus(LOOSE);
        AttachmentRows.insert(
                handle, new AttachmentRows.Row(ref, address, thumbnail, null), uploadedBy, indexOf(token), expires);
        return new Uploaded(ref, token, expires, file.position());
    }

    /** Always written anew, also when the content is known: that heals a damaged file and needs no trust in an old one. */
    private String keep(Handle handle, byte[] content) {
        String address = addressOf(content);
        AttachmentRows.hold(handle, address);
        store.put(address, keys.cipher().sealBytes(content, CONTEXT + address));
        return address;
    }

    /** Of the content and the installation's key: a plain hash would tell whoever sees the names which known files are here. */
    private String addressOf(byte[] content) {
        BlindIndex index = keys.index();
        return HexFormat.of().formatHex(index.ofBytes("attachment", content));
    }

    private byte[] indexOf(String token) {
        return keys.index().of("attachment.token", token);
    }

    /**
     * Ties a loose upload in the handle's transaction.
     *
     * @throws AttachmentException {@link AttachmentException#UNKNOWN} when it is gone, tied already, or of another token
     */
    public void tie(Handle handle, long id, String token, AttachmentOwner owner) {
        if (!AttachmentRows.tie(handle, id, indexOf(token), owner, clock.instant())) {
            throw AttachmentException.unknown(id);
        }
    }

    /** As {@link #tie(Handle, long, String, AttachmentOwner)}, of uploads by their {@link Uploaded#key}. */
    public void tie(Handle handle, Collection<String> keys, AttachmentOwner owner) {
        for (String key : keys) {
            Matcher parts = KEY.matcher(key);
            if (!parts.matches()) {
                throw AttachmentException.unknown(0);
            }
            tie(handle, Long.parseLong(parts.group(1)), parts.group(2), owner);
        }
    }

    /** Attachments of an owner, oldest first. */
    public List<AttachmentRef> of(Handle handle, AttachmentOwner owner) {
        return AttachmentRows.of(handle, owner);
    }

    /** Takes an owner's attachments away, as for an erasure; their files follow with the next sweep. */
    public int delete(Handle handle, AttachmentOwner owner) {
        return AttachmentRows.deleteOf(handle, owner);
    }

    /** What a tied attachment belongs to; {@link AttachmentException#UNKNOWN} also for loose ones. */
    public AttachmentOwner ownerOf(long id) {
        AttachmentOwner owner = row(id).owner();
        if (owner == null) {
            throw AttachmentException.unknown(id);
        }
        return owner;
    }

    public Content open(long id) {
        AttachmentRows.Row row = row(id);
        return new Content(row.ref().type(), read(row.address()));
    }

    /** A small JPEG of a picture; {@link AttachmentException#UNKNOWN} of a document. */
    public Content thumbnail(long id) {
        String address = row(id).thumbnail();
        if (address == null) {
            throw AttachmentException.unknown(id);
        }
        return new Content(MediaKind.JPEG.mediaType(), read(address));
    }

    private byte[] read(String address) {
        return keys.cipher().openBytes(store.get(address), CONTEXT + address);
    }

    private AttachmentRows.Row row(long id) {
        return database.jdbi()
                .withHandle(handle -> AttachmentRows.find(handle, id))
                .orElseThrow(() -> AttachmentException.unknown(id));
    }

    /**
     * What a sweep did.
     *
     * @param expired loose uploads that went
     * @param orphans files that no row named
     */
    public record Sweep(int expired, int orphans) {}

    /**
     * Takes loose uploads away whose time is up, and files that no row names: those, and what calls left that failed or were
     * killed after writing. Safe at any time and on several servers at once.
     *
     * @param untouched only files that were not written for so long
     */
    public Sweep sweep(Duration untouched) {
        Instant now = clock.instant();
        int expired = database.inTransaction(handle -> AttachmentRows.deleteExpired(handle, now));
        AtomicInteger orphans = new AtomicInteger();
        store.visit(now.minus(untouched), addresses -> orphans.addAndGet(sweep(addresses)));
        return new Sweep(expired, orphans.get());
    }

    private int sweep(List<String> addresses) {
        Set<String> used = database.jdbi().withHandle(handle -> AttachmentRows.used(handle, addresses));
        int gone = 0;
        for (String address : addresses) {
            if (!used.contains(address) && database.inTransaction(handle -> deleteUnused(handle, address))) {
                gone++;
            }
        }
        return gone;
    }

    private boolean deleteUnused(Handle handle, String address) {
        boolean unused = AttachmentRows.lock(handle, address)
                && AttachmentRows.used(handle, List.of(address)).isEmpty();
        if (unused) {
            store.delete(address);
        }
        return unused;
    }
}
