package org.servicemap.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.servicemap.http.ProblemFormat;
import org.servicemap.http.Route;
import org.servicemap.http.RouteGroup;
import org.servicemap.storage.Database;
import org.servicemap.storage.ReadReplica;

/**
 * Which answers may be a few seconds old, and so are read at the replica where there is one: figures and public lists, nothing that
 * somebody works on. Maps, areas and places need no entry: each server has them in memory.
 */
record ReplicaReads(Database database) {
    static final Set<String> OPERATIONS = Set.of(
            "listRequestsNear",
            "countRequestsNear",
            "listRates",
            "listRateRequests",
            "getDispatchShares",
            "listDispatchShares");

    /** The same groups, with those operations reading there. */
    List<RouteGroup> of(List<RouteGroup> groups) {
        return groups.stream().map(this::of).toList();
    }

    private RouteGroup of(RouteGroup group) {
        return group.routes().stream().noneMatch(route -> OPERATIONS.contains(route.id())) ? group : new Group(group);
    }

    /** One with an ETag stays: tag and answer must be of the same state. */
    private Route of(Route route) {
        return route.etag() == null && OPERATIONS.contains(route.id()) ? route.within(database::reading) : route;
    }

    private final class Group implements RouteGroup {
        private final RouteGroup group;

        private Group(RouteGroup group) {
            this.group = group;
        }

        @Override
        public String tag() {
            return group.tag();
        }

        @Override
        public String description() {
            return group.description();
        }

        @Override
        public List<Route> routes() {
            return group.routes().stream().map(ReplicaReads.this::of).toList();
        }

        @Override
        public @Nullable ProblemFormat problems() {
            return group.problems();
        }
    }

    /** For people: whether it is read, and how old it is at most. */
    String state() {
        Optional<ReadReplica> replica = database.replica();
        if (replica.isEmpty()) {
            return "none";
        }
        Duration age = replica.get().age();
        String old = age == null ? "of unknown age" : age.toMillis() + " ms old at most";
        return (replica.get().isFresh() ? "read, " : "not read, ") + old;
    }
}
