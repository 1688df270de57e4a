package org.servicemap.requests;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.areas.AreaErrors;
import org.servicemap.attachments.AttachmentErrors;
import org.servicemap.http.Caller;
import org.servicemap.http.Describe;
import org.servicemap.http.ErrorCode;
import org.servicemap.http.Exchange;
import org.servicemap.http.HttpServer;
import org.servicemap.http.Idempotency;
import org.servicemap.http.RateLimit;
import org.servicemap.http.Role;
import org.servicemap.http.Route;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.text.LocalText;

/** Filing requests: by citizens without an account, by operators, by other systems. */
final class IntakeRoutes implements FilingGroup {
    private static final RateLimit FILING = RateLimit.perMinute("file_request", 20);
    private static final Set<Role> STAFF = Set.of(Role.OPERATOR, Role.DISPATCHER, Role.WARDEN, Role.HANDLER, Role.LEAD);
    static final ErrorCode UNKNOWN_CATEGORY =
            new ErrorCode(400, "unknown_category", "a category that the city does not have");
    private static final ErrorCode UNKNOWN_KIND =
            new ErrorCode(400, "unknown_kind", "a request kind that the city does not have");
    private static final ErrorCode UNKNOWN_CHANNEL =
            new ErrorCode(400, "unknown_channel", "a channel that the city does not have");
    private static final ErrorCode UNKNOWN_HOTLINE =
            new ErrorCode(400, "unknown_hotline", "a hotline that the city does not have");
    private static final ErrorCode UNKNOWN_URGENCY =
            new ErrorCode(400, "unknown_urgency", "an urgency class that the city does not have");

    private final Intake intake;
    private final CityNames names;
    private final CityRules rules;

    IntakeRoutes(Intake intake, CityNames names, CityRules rules) {
        this.intake = intake;
        this.names = names;
        this.rules = rules;
    }

    @Describe("What the petitioner is given. The query code is said here once and never again")
    record ReceiptJson(
            String number,

            @Describe("With the number it opens the request: XXXX-XXXX-XXXX")
            String queryCode,

            String state,
            List<CityNames.AreaJson> areas,
            CityNames.@Nullable NamedJson unit,
            @Nullable OffsetDateTime deadline,

            @Describe("The other channel that is meant for this") @Nullable
            DiversionJson diversion) {}

    @Describe("Another channel than this one")
    record DiversionJson(String id, LocalText name) {}

    @Override
    public List<Route> routes() {
        return List.of(Route.post(HttpServer.API + "/requests", "fileRequest")
                .summary("File a request: it is resolved, routed and stored before this answers")
                .body(FilingJson.class, "The request")
                .idempotent()
                .limit(FILING)
                .grants("file")
                .fails(RequestErrors.BAD_FIELD, RequestErrors.CONTACT_NEEDED)
                .fails(unknownWords())
                .fails(AreaErrors.ofPosition())
                .fails(AttachmentErrors.UNKNOWN)
                .created(ReceiptJson.class, "The receipt", (Idempotency.Keeping<ReceiptJson>) this::file));
    }

    /** How filings fail whose words the city does not have. */
    static ErrorCode[] unknownWords() {
        return new ErrorCode[] {UNKNOWN_CATEGORY, UNKNOWN_KIND, UNKNOWN_CHANNEL, UNKNOWN_HOTLINE, UNKNOWN_URGENCY};
    }

    /** What was filed before is answered again, also when it would be refused today. */
    private ReceiptJson file(Exchange exchange) {
        Idempotency.Call once = exchange.once();
        try {
            return file(exchange, once);
        } catch (Idempotency.RepeatedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (once != null) {
                intake.answered(once).ifPresent(kept -> {
                    throw new Idempotency.RepeatedException(kept);
                });
            }
            throw e;
        }
    }

    private ReceiptJson file(Exchange exchange, Idempotency.@Nullable Call once) {
        Caller caller = exchange.caller();
        boolean staff = caller.hasAny(STAFF) || caller.service();
        Filing filing = exchange.body(FilingJson.class)
                .toFiling(
                        channel(caller),
                        staff,
                        rules.current().city().defaultLanguage(),
                        caller.has(Role.CITIZEN) ? caller.account() : null);
        FilingGroups.Keeping keeping =
                once == null ? null : new FilingGroups.Keeping(once, receipt -> exchange.kept(receipt(receipt)));
        return receipt(intake.file(filing, author(caller, staff), keeping));
    }

    private static String channel(Caller caller) {
        if (caller.service()) {
            return "api";
        }
        if (caller.has(Role.WARDEN)) {
            return "warden";
        }
        return caller.hasAny(STAFF) ? "hotline" : "web";
    }

    private static Author author(Caller caller, boolean staff) {
        Long account = caller.account();
        return staff && account != null
                ? Author.account(account, Set.of(Actor.OPERATOR), caller.unit())
                : Author.PETITIONER;
    }

    private ReceiptJson receipt(Receipt receipt) {
        Facts facts = receipt.request().facts();
        RequestJson.Writer writer =
                new RequestJson.Writer(names, rules.current().zone());
        String diversion = facts.text(Field.DIVERSION);
        return new ReceiptJson(
                receipt.request().number().digits(),
                receipt.code().grouped(),
                facts.state().key(),
                names.areas(facts),
                facts.flag(Field.SENSITIVE) ? null : names.unit(facts.text(Field.UNIT)),
                writer.time(facts.instant(Field.DEADLINE)),
                diversion == null
                        ? null
                        : new DiversionJson(
                                diversion,
                                rules.current()
                                        .terms()
                                        .diversions()
                                        .getOrDefault(diversion, LocalText.of("und", diversion))));
    }
}
