package org.servicemap.wardens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.accounts.Account;
import org.servicemap.accounts.Audit;
import org.servicemap.accounts.Secrets;
import org.servicemap.http.Caller;
import org.servicemap.http.CallerSource;
import org.servicemap.http.DeviceErrors;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Role;
import org.servicemap.storage.Database;

/**
 * Phones of wardens: enrolled once by a link, known by a token that is kept hashed, revoked by staff or signed out by themselves. What was
 * found of a token is believed for two seconds; what this server ends, ends here at once. Thread-safe.
 */
final class Devices {
    static final Duration LINK_LIFE = Duration.ofHours(24);
    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 300_000;
    private static final int LONGEST_NAME = 100;

    private final Database database;
    private final FieldScope scope;
    private final Clock clock;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .expireAfterWrite(BELIEVED)
            .maximumSize(MOST_KEPT)
            .build();

    Devices(Database database, FieldScope scope, Clock clock) {
        this.database = database;
        this.scope = scope;
        this.clock = clock;
    }

    /** Who a token stands for, or why not. */
    private record Known(@Nullable Caller caller, @Nullable ErrorCode refusal) {}

    /** A link, shown this once. */
    record Invitation(String token, Instant expiresAt) {}

    /** A phone with its token, told this once. */
    record Enrolled(long id, String token, Account account) {}

    Invitation invite(Caller by, long account) {
        unlocked(by, account);
        String token = Secrets.token();
        Instant now = clock.instant();
        database.useTransaction(handle -> {
            DeviceStore.invite(handle, Secrets.hash(token), account, id(by), now, LINK_LIFE);
            Audit.record(handle, by, "device_invited", "account:" + account, null);
        });
        return new Invitation(token, now.plus(LINK_LIFE));
    }

    /** The code of one warden. */
    record Code(Account warden, String token) {}

    /** Codes of many, shown this once. */
    record Sheet(List<Code> codes, Instant expiresAt) {}

    /** A code for each of them, all or none. Those that were not used yet are void: a sheet that was printed before may lie about. */
    Sheet inviteAll(Caller by, List<Long> accounts, Duration life) {
        List<Code> codes = accounts.stream()
                .map(account -> new Code(unlocked(by, account), Secrets.token()))
                .toList();
        Instant now = clock.instant();
        database.useTransaction(handle -> codes.forEach(code -> {
            long account = code.warden().id();
            DeviceStore.voidUnused(handle, account, now);
            DeviceStore.invite(handle, Secrets.hash(code.token()), account, id(by), now, life);
            Audit.record(handle, by, "device_invited", "account:" + account, "sheet of " + codes.size());
        }));
        return new Sheet(codes, now.plus(life));
    }

    private Account unlocked(Caller by, long account) {
        Account warden = scope.warden(by, account);
        if (warden.locked()) {
            throw FieldErrors.NOT_A_WARDEN.problem("the account is locked", "account");
        }
        return warden;
    }

    private static long id(Caller by) {
        return Objects.requireNonNull(by.account(), "staff has an account");
    }

    /** Enrols the phone that shows a link's token. */
    Enrolled enrol(String invitation, String name) {
        String called = name.strip();
        if (called.isEmpty() || called.length() > LONGEST_NAME) {
            throw ErrorCode.INVALID_FIELD.problem("a phone's name has 1 to " + LONGEST_NAME + " characters", "name");
        }
        byte[] link = Secrets.hash(invitation);
        String token = CallerSource.DEVICE_PREFIX + Secrets.token();
        return database.inTransaction(handle -> {
            Account warden = scope.wardenOf(take(handle, link));
            long id = database.nextId();
            DeviceStore.insert(handle, id, warden.id(), Secrets.hash(token), called, clock.instant());
            Audit.record(handle, caller(warden, id), "device_enrolled", "device:" + id, null);
            return new Enrolled(id, token, warden);
        });
    }

    private long take(Handle handle, byte[] link) {
        Instant now = clock.instant();
        DeviceStore.Enrolment found = DeviceStore.enrolment(handle, link, now)
                .orElseThrow(() -> FieldErrors.UNKNOWN_ENROLMENT.problem("there is no such link", "enrolment"));
        if (found.used()) {
            throw FieldErrors.ENROLMENT_USED.problem("this link was used; ask for another", "enrolment");
        }
        if (found.expired()) {
            throw FieldErrors.ENROLMENT_EXPIRED.problem("this link's time is over; ask for another", "enrolment");
        }
        DeviceStore.use(handle, link, now);
        return found.account();
    }

    private static Caller caller(Account warden, long device) {
        return new Caller(
                warden.id(),
                warden.name(),
                Set.of(Role.WARDEN),
                warden.unit(),
                warden.areaLevel(),
                warden.area(),
                false,
                Set.of(),
                device,
                List.of());
    }

    /** Who a phone's token stands for; a problem 401 says what else. */
    Caller callerOf(String token) {
        byte[] hash = Secrets.hash(token);
        Known found = known.get(HexFormat.of().formatHex(hash), key -> lookUp(hash));
        if (found.caller() == null) {
            ErrorCode refusal = Objects.requireNonNull(found.refusal());
            throw refusal.problem(refusal.meaning());
        }
        return found.caller();
    }

    private Known lookUp(byte[] hash) {
        return database.inTransaction(handle -> {
            DeviceStore.Bearer bearer = DeviceStore.bearer(handle, hash).orElse(null);
            ErrorCode refusal = bearer == null ? DeviceErrors.UNKNOWN : refusal(bearer);
            if (bearer == null || refusal != null) {
                tell(handle, bearer);
                return new Known(null, refusal);
            }
            DeviceStore.seen(handle, bearer.device());
            return new Known(
                    new Caller(
                            bearer.account(),
                            bearer.name(),
                            Set.of(Role.WARDEN),
                            bearer.unit(),
                            bearer.areaLevel(),
                            bearer.area(),
                            false,
                            Set.of(),
                            bearer.device(),
                            List.of()),
                    null);
        });
    }

    /** That a phone is revoked is said also when it signed out, and when its account is locked: it must wipe what it holds. */
    private static @Nullable ErrorCode refusal(DeviceStore.Bearer bearer) {
        if (bearer.revoked()) {
            return DeviceErrors.REVOKED;
        }
        if (bearer.signedOut()) {
            return DeviceErrors.SIGNED_OUT;
        }
        return bearer.locked() || !bearer.roles().contains(Role.WARDEN.word()) ? DeviceErrors.ACCOUNT_LOCKED : null;
    }

    private static void tell(Handle handle, DeviceStore.@Nullable Bearer bearer) {
        if (bearer != null && bearer.revoked() && !bearer.told()) {
            DeviceStore.told(handle, bearer.device());
        }
    }

    List<DeviceStore.Device> list(Caller by, long account) {
        scope.warden(by, account);
        return database.jdbi().withHandle(handle -> DeviceStore.of(handle, account));
    }

    /** Ends a phone at its next contact; the same again changes nothing. */
    DeviceStore.Device revoke(Caller by, long id) {
        DeviceStore.Device revoked = database.inTransaction(handle -> {
            DeviceStore.Device device = find(handle, id);
            scope.requireOver(by, device.account());
            if (DeviceStore.revoke(handle, id, id(by))) {
                Audit.record(handle, by, "device_revoked", "device:" + id, null);
            }
            return find(handle, id);
        });
        known.invalidateAll();
        return revoked;
    }

    private static DeviceStore.Device find(Handle handle, long id) {
        return DeviceStore.find(handle, id)
                .orElseThrow(() -> FieldErrors.UNKNOWN_DEVICE.problem("there is no phone " + id, "id"));
    }

    /** The phone's own wish: its token is over, what waits on it is not. */
    void signOut(Caller phone) {
        database.useTransaction(handle -> {
            DeviceStore.signOut(handle, device(phone));
            Audit.record(handle, phone, "device_signed_out", "device:" + phone.device(), null);
        });
        known.invalidateAll();
    }

    /** The phone that calls; {@code device_needed} when none does. */
    static long device(Caller caller) {
        Long device = caller.device();
        if (device == null) {
            throw FieldErrors.DEVICE_NEEDED.problem("enrol this phone first");
        }
        return device;
    }

    int sweep() {
        Instant before = clock.instant().minus(LINK_LIFE);
        return database.inTransaction(handle -> DeviceStore.sweep(handle, before));
    }
}
