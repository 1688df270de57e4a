package org.servicemap.requests.lifecycle;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of requests whose petitioner the units that handle them must not know ({@code process.sealed_identity}).
 *
 * @param kinds of requests
 * @param openers as whom one may open who the petitioner is all the same
 */
public record SealedIdentity(Set<String> kinds, Set<Actor> openers) {
    private static final Set<String> KINDS = Set.of("tip_off");
    private static final Set<Actor> HANDLING = Set.of(Actor.HANDLER, Actor.LEAD, Actor.ASSISTANT, Actor.WHISTLED);
    private static final Set<Actor> OPENERS = Set.of(Actor.OPERATOR, Actor.SUPERVISOR);

    public SealedIdentity {
        kinds = Set.copyOf(kinds);
        openers = withStandIn(openers);
    }

    /** A pack without the block keeps the identity behind tip-offs all the same; {@code kinds: []} keeps none. */
    static SealedIdentity of(Map<?, ?> block) {
        return new SealedIdentity(
                ProcessRules.words(block.get("kinds"), KINDS),
                block.get("roles") == null ? OPENERS : actors(ProcessRules.list(block.get("roles"))));
    }

    private static Set<Actor> actors(List<String> words) {
        Set<Actor> actors = EnumSet.noneOf(Actor.class);
        words.forEach(word -> actors.add(ProcessRules.word(Actor.class, "process.sealed_identity.roles", word)));
        return actors;
    }

    /** Who calls in the hotline's place opens what the hotline would. */
    private static Set<Actor> withStandIn(Set<Actor> named) {
        Set<Actor> openers = new HashSet<>(named);
        if (named.contains(Actor.OPERATOR)) {
            openers.add(Actor.CALLER);
        }
        return Set.copyOf(openers);
    }

    /**
     * Whether who acts like this may not know who the petitioner of such a request is. Whoever also handles it does not know it by another
     * role either.
     */
    public boolean hides(@Nullable String kind, Set<Actor> actors) {
        return kind != null
                && kinds.contains(kind)
                && (actors.stream().noneMatch(actor -> opens(actor, actors))
                        || actors.stream().anyMatch(actor -> HANDLING.contains(actor) && !openers.contains(actor)));
    }

    /** A supervisor who calls in the hotline's place opens what supervisors do, and nothing by that place alone. */
    private boolean opens(Actor actor, Set<Actor> actors) {
        return openers.contains(actor) && !(actor == Actor.CALLER && actors.contains(Actor.SUPERVISOR));
    }
}
