package org.servicemap.requests;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.geo.LonLat;
import org.servicemap.http.Caller;
import org.servicemap.incidents.Announcement;
import org.servicemap.incidents.Incident;
import org.servicemap.incidents.LinkedRequests;
import org.servicemap.incidents.Outline;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Actor;
import org.servicemap.requests.lifecycle.Input;
import org.servicemap.requests.lifecycle.State;
import org.servicemap.text.LocalText;

/**
 * The request that those about an incident follow: filed by the office in the middle of the outline, dispatched by the catalogue
 * like any other. Whoever ends the incident answers it while no unit has it; a unit that has it goes on with its work.
 */
final class IncidentRequests implements LinkedRequests {
    private static final String CHANNEL = "hotline";
    private static final String EXPLAINED = "explained";

    /** Nobody at a desk did it, and a dispatcher could have. */
    private static final Author SYSTEM = new Author("system", Set.of(Actor.SYSTEM, Actor.DISPATCHER), null);

    private final Intake intake;
    private final Requests requests;
    private final RequestStore store;
    private final CityRules rules;

    IncidentRequests(Intake intake, Requests requests, RequestStore store, CityRules rules) {
        this.intake = intake;
        this.requests = requests;
        this.store = store;
        this.rules = rules;
    }

    private static Author author(@Nullable Caller by) {
        return by == null || by.account() == null
                ? SYSTEM
                : Author.account(by.account(), Set.of(Actor.DISPATCHER, Actor.SUPERVISOR), by.unit());
    }

    @Override
    public Incident.Parent open(Handle handle, Caller by, Announcement said) {
        Filing filing = new Filing(
                CHANNEL,
                null,
                null,
                null,
                said.categories().get(0),
                null,
                words(said.title()) + "\n" + words(said.message()),
                where(said.outline()),
                Map.of(),
                null,
                language(),
                List.of(),
                null);
        Request opened = intake.open(filing, author(by)).request();
        return new Incident.Parent(opened.id(), opened.number().digits());
    }

    /** In the middle, as unsure as the outline is large. */
    private static Where where(Outline outline) {
        LonLat inside = outline.inside();
        double radius = Math.max(1, Math.round(outline.radiusMetres()));
        return new Where(Where.Kind.PIN, inside.lon(), inside.lat(), null, radius, null, null, null);
    }

    private String language() {
        return rules.current().city().defaultLanguage();
    }

    private String words(LocalText text) {
        return text.in(language(), language());
    }

    @Override
    public boolean canBeFollowed(Handle handle, Incident.Parent parent) {
        return store.lock(handle, parent.id())
                .map(request -> request.facts().state().canBeFollowed())
                .orElse(false);
    }

    @Override
    public boolean isHandled(Handle handle, Incident.Parent parent) {
        return store.find(handle, parent.id())
                .map(request -> !request.facts().state().canBeFollowed())
                .orElse(true);
    }

    @Override
    public void note(Handle handle, @Nullable Caller by, Incident.Parent parent, String text) {
        ActionInput input = ActionInput.builder().text(Input.TEXT, text).build();
        requests.act(parent.id(), Action.NOTE, input, Requests.Right.of(author(by)), null);
    }

    @Override
    public int answer(
            Handle handle, @Nullable Caller by, Incident.Parent parent, LocalText answer, @Nullable String outcome) {
        String how = outcome == null ? EXPLAINED : outcome;
        if (!rules.current().process().outcomes().contains(how)) {
            throw new RequestException(RequestException.BAD_FIELD, "outcome", "the city has no outcome " + how);
        }
        String usual = language();
        Request now = store.lock(handle, parent.id()).orElseThrow();
        int answered = requests.followers()
                .answerLinked(handle, now, language -> answer.in(language == null ? usual : language, usual), how);
        close(handle, by, parent, words(answer));
        return answered;
    }

    /** Answers the parent while it waits for a dispatcher; whoever has it reads it in the history. */
    private void close(Handle handle, @Nullable Caller by, Incident.Parent parent, String text) {
        Request now = store.lock(handle, parent.id()).orElseThrow();
        if (now.facts().state() == State.RECEIVED) {
            ActionInput input = ActionInput.builder().text(Input.REPLY, text).build();
            requests.act(parent.id(), Action.ANSWER, input, Requests.Right.of(author(by)), null);
        } else {
            note(handle, by, parent, text);
        }
    }

    @Override
    public int release(Handle handle, Caller by, Incident.Parent parent, String reason) {
        List<Long> followers = Following.linked(handle, parent.id());
        ActionInput input = ActionInput.builder().text(Input.REASON, reason).build();
        for (long follower : followers) {
            requests.act(follower, Action.UNLINK, input, Requests.Right.of(author(by)), null);
        }
        close(handle, by, parent, reason);
        return followers.size();
    }

    @Override
    public int count(Handle handle, Incident.Parent parent) {
        return handle.createQuery("SELECT count(*) FROM requests WHERE parent = :parent AND relation = 'duplicate'")
                .bind("parent", parent.id())
                .mapTo(Integer.class)
                .one();
    }
}
