package org.servicemap.requests;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.Channel;
import org.servicemap.notifications.Message;
import org.servicemap.notifications.Outbox;
import org.servicemap.requests.lifecycle.Notice;
import org.servicemap.storage.Writes;

/**
 * Tells those who follow a request that it moved on, once a step, beside whomever the step tells anyway. What was replied is the
 * petitioner's: followers are told that there is news, and read what is public.
 */
final class FollowerNotices implements Notices {
    static final String TEMPLATE = "follow_news";

    private static final Set<Notice.Kind> NEWS = EnumSet.of(
            Notice.Kind.DISPATCHED,
            Notice.Kind.ANSWERED,
            Notice.Kind.DIVERTED,
            Notice.Kind.SUSPENDED,
            Notice.Kind.HANDLED,
            Notice.Kind.CLOSED,
            Notice.Kind.REWORK,
            Notice.Kind.WITHDRAWN);

    private final Notices own;
    private final Followers followers;
    private final Petitioners petitioners;
    private final Outbox outbox;
    private final String publicUrl;

    /** @param own tells everybody else */
    FollowerNotices(Notices own, Followers followers, Petitioners petitioners, Outbox outbox, String publicUrl) {
        this.own = own;
        this.followers = followers;
        this.petitioners = petitioners;
        this.outbox = outbox;
        this.publicUrl = publicUrl;
    }

    @Override
    public void send(
            Writes writes,
            Request request,
            List<Notice> notices,
            Map<String, String> params,
            @Nullable Contact petitioner) {
        own.send(writes, request, notices, params, petitioner);
        boolean news = notices.stream().anyMatch(notice -> NEWS.contains(notice.kind()));
        if (news && followers.isPublished(request.facts())) {
            followers.toTell(writes.reading(), request.id()).forEach(told -> tell(writes, request, told));
        }
    }

    private void tell(Writes writes, Request request, Followers.Told told) {
        petitioners
                .open(writes.reading(), told.petitioner())
                .map(Petitioners.Person::contact)
                .filter(Contact::canBeReached)
                .ifPresent(contact -> {
                    String phone = contact.phone();
                    String number = request.number().digits();
                    outbox.append(
                            writes,
                            Message.of(
                                            phone == null ? Channel.EMAIL : Channel.SMS,
                                            phone == null ? String.valueOf(contact.email()) : petitioners.normal(phone),
                                            TEMPLATE,
                                            told.language(),
                                            Map.of("number", number, "link", publicUrl + "/follow?number=" + number))
                                    .about(request.id()));
                });
    }
}
