package org.servicemap.requests;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Message;
import org.servicemap.notifications.Outbox;
import org.servicemap.notifications.Webhooks;
import org.servicemap.requests.lifecycle.ClockRule;
import org.servicemap.requests.lifecycle.Facts;
import org.servicemap.requests.lifecycle.Field;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.storage.Writes;
import org.servicemap.text.LocalText;
import org.servicemap.units.Unit;

/**
 * Puts what a step tells into the outbox, in the step's transaction: petitioners by phone or e-mail in the language they asked in,
 * units by e-mail, or on the outbox page where they have none, and units' own systems by signed webhooks without personal data.
 */
final class OutboxNotices implements Notices {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String NOTHING = "—";

    /** Tells whether a suggestion is adopted. */
    private static final String SUGGESTION = "suggestion_decided";
    /** The same at once, with nothing left to evaluate. */
    private static final String SUGGESTION_ANSWERED = "suggestion_answered";

    private final Outbox outbox;
    private final Webhooks webhooks;
    private final Petitioners petitioners;
    private final CityNames names;
    private final CityRules rules;
    private final CallbackLinks links;
    private final String publicUrl;

    /** @param publicUrl where browsers find the server, without a slash at the end; empty when it was not said */
    OutboxNotices(
            Outbox outbox,
            Webhooks webhooks,
            Petitioners petitioners,
            CityNames names,
            CityRules rules,
            CallbackLinks links,
            String publicUrl) {
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.petitioners = petitioners;
        this.names = names;
        this.rules = rules;
        this.links = links;
        this.publicUrl = publicUrl;
    }

    @Override
    public void send(
            Writes writes,
            Request request,
            List<Notice> notices,
            Map<String, String> params,
            @Nullable Contact petitioner) {
        for (Notice notice : notices) {
            if (notice.unit() == null) {
                tellPetitioner(writes, request, notice.kind(), params, petitioner);
            } else {
                tellUnit(writes, request, notice, notice.unit(), params);
            }
        }
    }

    private void tellPetitioner(
            Writes writes, Request request, Notice.Kind kind, Map<String, String> params, @Nullable Contact known) {
        Contact contact = known == null ? find(writes, request) : known;
        if (contact == null || !contact.canBeReached()) {
            return;
        }
        String language = language(request.facts().text(Field.LANGUAGE));
        String phone = contact.phone();
        Channel channel = phone == null ? Channel.EMAIL : Channel.SMS;
        String recipient = phone == null ? String.valueOf(contact.email()) : petitioners.normal(phone);
        append(
                writes,
                request,
                new Address(channel, recipient, language),
                petitionerTemplate(request, kind),
                told(writes, request, kind, params));
    }

    /** Who is asked for an evaluation gets a link to it, except where the words are neutral and have none. */
    private Map<String, String> told(Writes writes, Request request, Notice.Kind kind, Map<String, String> params) {
        boolean asked = kind == Notice.Kind.HANDLED || kind == Notice.Kind.CALLBACK;
        if (!asked || request.facts().flag(Field.SENSITIVE)) {
            return params;
        }
        Map<String, String> withLink = new HashMap<>(params);
        Instant until = rules.lifecycle().linkEnds(request.updatedAt());
        withLink.put("link", followPage(request) + "#evaluate=" + links.make(writes, request.id(), until));
        return withLink;
    }

    private String followPage(Request request) {
        return publicUrl + "/follow?number=" + request.number().digits();
    }

    private @Nullable Contact find(Writes writes, Request request) {
        Long petitioner = request.facts().number(Field.PETITIONER);
        return petitioner == null
                ? null
                : petitioners
                        .open(writes.reading(), petitioner)
                        .map(Petitioners.Person::contact)
                        .orElse(null);
    }

    /** Where one message goes, and in which language. */
    private record Address(Channel channel, String recipient, String language) {}

    private void append(Writes writes, Request request, Address to, String template, Map<String, String> params) {
        Map<String, String> filled = words(request, to.language(), params);
        outbox.append(
                writes,
                Message.of(to.channel(), to.recipient(), template, to.language(), filled)
                        .about(request.id())
                        .neutral(request.facts().flag(Field.SENSITIVE)));
    }

    private String petitionerTemplate(Request request, Notice.Kind kind) {
        if (kind == Notice.Kind.CLOSED && request.facts().text(Field.UNREACHED) != null) {
            return "closed_unreached";
        }
        if (decision(request) == null) {
            return petitionerTemplate(kind);
        }
        return switch (kind) {
            case HANDLED -> SUGGESTION;
            case ANSWERED -> SUGGESTION_ANSWERED;
            default -> petitionerTemplate(kind);
        };
    }

    private @Nullable LocalText decision(Request request) {
        return rules.current().process().suggestions().nameOf(request.facts());
    }

    private static String petitionerTemplate(Notice.Kind kind) {
        return switch (kind) {
            case RECEIVED, ANSWERED, DIVERTED, DISPATCHED, EXTENDED, SUSPENDED, HANDLED, CALLBACK, CLOSED, WITHDRAWN ->
                kind.key();
            case REWORK -> "reopened";
            default -> "neutral";
        };
    }

    /** Of what is nobody's lateness the message says what it is. */
    private static String unitTemplate(Notice notice) {
        if (notice.kind() == Notice.Kind.OVERDUE || notice.kind() == Notice.Kind.DUE_SOON) {
            if (ClockRule.SUSPENSION.equals(notice.clock())) {
                return "work_review";
            }
            if (ClockRule.CALLBACK.equals(notice.clock())) {
                return "work_uncalled";
            }
        }
        return unitTemplate(notice.kind());
    }

    private static String unitTemplate(Notice.Kind kind) {
        return switch (kind) {
            case DISPATCHED, REWORK -> "work_given";
            case DUE_SOON -> "work_warned";
            case OVERDUE -> "work_overdue";
            case ESCALATED -> "work_escalated";
            case WHISTLED -> "whistled";
            default -> "work_changed";
        };
    }

    private void tellUnit(Writes writes, Request request, Notice notice, String code, Map<String, String> params) {
        Notice.Kind kind = notice.kind();
        String language = rules.current().city().defaultLanguage();
        String email = names.units()
                .directory()
                .find(code)
                .map(Unit::contacts)
                .map(each -> each.get("email"))
                .orElse(null);
        Address to =
                email == null ? new Address(Channel.PAGE, code, language) : new Address(Channel.EMAIL, email, language);
        Map<String, String> own = new HashMap<>(params);
        own.put("event", said(NoticeNames.of(kind), language));
        if (notice.due() != null) {
            own.put("deadline", time(notice.due()));
        }
        append(writes, request, to, unitTemplate(notice), own);
        webhooks.publish(writes, "request." + kind.key(), withAbove(code), data(request, notice, code));
    }

    private List<String> withAbove(String code) {
        UnitTree tree = names.tree();
        List<String> units = new ArrayList<>();
        for (String at = code; at != null && !units.contains(at); at = tree.parent(at)) {
            units.add(at);
        }
        return units;
    }

    private Map<String, Object> data(Request request, Notice notice, String unit) {
        Facts facts = request.facts();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", request.number().digits());
        data.put("notice", notice.kind().key());
        data.put("unit", unit);
        data.put("state", facts.state().key());
        data.put("version", request.version());
        put(data, "category", facts.flag(Field.SENSITIVE) ? null : facts.text(Field.CATEGORY));
        put(data, "urgency", facts.text(Field.URGENCY));
        put(data, "leading_unit", facts.text(Field.UNIT));
        Instant deadline = facts.instant(Field.DEADLINE);
        put(data, "deadline", deadline == null ? null : deadline.toString());
        put(data, "clock", notice.clock());
        put(data, "due", notice.due() == null ? null : notice.due().toString());
        return data;
    }

    private static void put(Map<String, Object> data, String name, @Nullable String value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    /** What templates can be filled with; what the step does not have is a dash, so that no message is lost for it. */
    private Map<String, String> words(Request request, String language, Map<String, String> params) {
        Facts facts = request.facts();
        CityNames.NamedJson unit = names.unit(facts.text(Field.UNIT));
        Map<String, String> words = new HashMap<>();
        for (String name : List.of("query_code", "reply", "reason", "channel", "event")) {
            words.put(name, NOTHING);
        }
        words.putAll(params);
        words.put("number", request.number().digits());
        words.put("query_code", params.getOrDefault("code", NOTHING));
        words.put("unit", unit == null ? NOTHING : said(unit.name(), language));
        words.putIfAbsent("deadline", time(facts.instant(Field.DEADLINE)));
        words.put("review", time(facts.instant(Field.REVIEW_AT)));
        words.putIfAbsent("link", followPage(request));
        LocalText decision = decision(request);
        words.put("outcome", decision == null ? NOTHING : said(decision, language));
        String diversion = facts.text(Field.DIVERSION);
        if (diversion != null) {
            LocalText name =
                    rules.current().terms().diversions().getOrDefault(diversion, LocalText.of("und", diversion));
            words.put("channel", said(name, language));
        }
        return words;
    }

    private String said(LocalText text, String language) {
        return text.in(language, rules.current().city().defaultLanguage());
    }

    private String language(@Nullable String asked) {
        return asked == null ? rules.current().city().defaultLanguage() : asked;
    }

    private String time(@Nullable Instant time) {
        return time == null
                ? NOTHING
                : MINUTES.format(time.atZone(rules.current().zone()));
    }
}
