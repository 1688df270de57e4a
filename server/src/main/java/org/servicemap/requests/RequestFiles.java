package org.servicemap.requests;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.servicemap.attachments.AttachmentOwner;
import org.servicemap.attachments.AttachmentRef;
import org.servicemap.attachments.Attachments;
import org.servicemap.requests.lifecycle.Action;
import org.servicemap.requests.lifecycle.ActionInput;
import org.servicemap.requests.lifecycle.Input;

/**
 * Photos and documents of requests: tied in the transaction of the filing or action that names them. The history says which by id;
 * the keys, which are secrets, are not kept.
 */
final class RequestFiles {
    /** What the petitioner gave. */
    static final String FILED = "request";

    /** What came with a reply: the petitioner sees it. */
    static final String PROOF = "reply";

    /** What staff showed each other. */
    static final String INTERNAL = "note";

    static final List<String> KINDS = List.of(FILED, PROOF, INTERNAL);
    private static final int MOST = 9;

    private final Attachments attachments;

    RequestFiles(Attachments attachments) {
        this.attachments = attachments;
    }

    /** What a body names; refuses too many and repeats. */
    static List<String> keys(@Nullable List<String> named) {
        if (named == null) {
            return List.of();
        }
        if (named.size() > MOST || new HashSet<>(named).size() < named.size()) {
            throw new RequestException(
                    RequestException.BAD_FIELD, "attachments", "at most " + MOST + " uploads, each once");
        }
        return List.copyOf(named);
    }

    /** Ties what a filing names; answers the ids. */
    List<String> tie(Handle handle, long request, List<String> keys) {
        return tie(handle, keys, new AttachmentOwner(FILED, request));
    }

    /** Ties what an action names and puts the ids in the place of the keys. */
    ActionInput tie(Handle handle, long request, Action action, ActionInput input) {
        if (!input.has(Input.ATTACHMENTS)) {
            return input;
        }
        String kind = action == Action.HANDLE || action == Action.ANSWER || action == Action.SETTLE_ON_SPOT
                ? PROOF
                : action == Action.ADD_FACTS ? FILED : INTERNAL;
        return input.with(
                Input.ATTACHMENTS, tie(handle, input.list(Input.ATTACHMENTS), new AttachmentOwner(kind, request)));
    }

    private List<String> tie(Handle handle, List<String> keys, AttachmentOwner owner) {
        attachments.tie(handle, keys, owner);
        return keys.stream().map(key -> key.substring(0, key.indexOf('.'))).toList();
    }

    /** What an event says of them. */
    static Map<String, Object> data(List<String> ids) {
        return ids.isEmpty() ? Map.of() : Map.of(Input.ATTACHMENTS.key(), ids);
    }

    /** A file of a request. */
    record Item(String kind, AttachmentRef ref) {}

    /** All of a request, of these kinds, oldest first within each. */
    List<Item> of(Handle handle, long request, List<String> kinds) {
        return kinds.stream()
                .flatMap(kind -> attachments.of(handle, new AttachmentOwner(kind, request)).stream()
                        .map(ref -> new Item(kind, ref)))
                .toList();
    }

    Attachments.Content open(long id) {
        return attachments.open(id);
    }
}
