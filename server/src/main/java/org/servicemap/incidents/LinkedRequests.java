package org.servicemap.incidents;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.Caller;
import org.servicemap.text.LocalText;

/**
 * The requests that hang on incidents: one parent, which others follow. All is done in the transaction of the handle, with an
 * event in the history of each request. {@code by} is null where the program acts by itself.
 */
public interface LinkedRequests {
    /** Files the parent: a work order for whoever is responsible. */
    Incident.Parent open(Handle handle, Caller by, Announcement said);

    /** Whether something can still follow the parent; its row is locked until the transaction ends. */
    boolean canBeFollowed(Handle handle, Incident.Parent parent);

    /** Whether the parent was handled or has ended, by what can be seen now. */
    boolean isHandled(Handle handle, Incident.Parent parent);

    /** Writes into the parent's history. */
    void note(Handle handle, @Nullable Caller by, Incident.Parent parent, String text);

    /**
     * Gives each petitioner an own answer in their language, and the parent too while no unit has it.
     *
     * @param outcome one of the city's words; null takes the one for explanations
     * @return how many were answered beside the parent
     */
    int answer(Handle handle, @Nullable Caller by, Incident.Parent parent, LocalText answer, @Nullable String outcome);

    /** Lets all followers go back to the dispatcher; answers how many. */
    int release(Handle handle, Caller by, Incident.Parent parent, String reason);

    /** How many follow, or were answered with it. */
    int count(Handle handle, Incident.Parent parent);
}
