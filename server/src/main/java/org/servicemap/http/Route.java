package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.router.EndpointMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One declared route: everything that the server needs to check a request and the API document needs to describe it. Built
 * by {@link #get}, {@link #post}, {@link #put}, {@link #patch} or {@link #delete} and ended by what it answers.
 *
 * @param id unique name of the operation ({@code getArea})
 * @param path with parameters in braces
 * @param body what it reads
 * @param status of its answer when all is well
 * @param responses what it answers when all is well; none without a body
 * @param errors codes that it may answer beside those that follow from its parameters
 * @param guard who may call it
 * @param anyQuery whether parameters that it does not declare are let through
 * @param idempotent whether it takes an {@code Idempotency-Key}
 */
public record Route(
        String method,
        String path,
        String id,
        String summary,
        String description,
        List<Param<?>> params,
        RequestBody body,
        int status,
        List<Response> responses,
        Set<ErrorCode> errors,
        Guard guard,
        boolean idempotent,
        boolean anyQuery,
        CachePolicy cache,
        @Nullable Function<Exchange, String> etag,
        boolean hot,
        Action action)
        implements EndpointMetadata {

    /** A body that the route may answer. */
    public record Response(
            String mediaType,
            Shape shape,
            String description,
            @Nullable String example) {}

    /** The form of a response body. */
    public sealed interface Shape {
        record Json(Class<?> type) implements Shape {}

        record JsonPage(Class<?> item) implements Shape {}

        /** A GeoJSON object, as RFC 7946 describes it. */
        record GeoJson(String type) implements Shape {}

        record Text() implements Shape {}

        record Binary() implements Shape {}

        /** An array of JSON objects that another standard describes. */
        record JsonObjects() implements Shape {}

        /** Any JSON object: described elsewhere, as OpenAPI itself is. */
        record AnyJson() implements Shape {}
    }

    /** What happens when the route is called. */
    sealed interface Action {
        /** Whether the answer is one whole body, which can be kept and given again. */
        default boolean isWhole() {
            return !(this instanceof Streamed
                    || this instanceof Forms
                    || this instanceof Events
                    || this instanceof Redirect);
        }

        record Value(Function<Exchange, ?> handler) implements Action {}

        record Paged(Class<?> item, Function<Exchange, ? extends Page<?>> handler) implements Action {}

        record Bytes(Function<Exchange, byte[]> handler) implements Action {}

        /** Bytes of the one type that the path says, whatever Accept says. */
        record Fixed(Function<Exchange, byte[]> handler) implements Action {}

        record Streamed(StreamHandler handler) implements Action {}

        /** One of several forms, also when the caller accepts none of them: where another standard chooses in its own way too. */
        record Forms(StreamHandler handler) implements Action {}

        record Nothing(Consumer<Exchange> handler) implements Action {}

        record Redirect(Function<Exchange, String> target) implements Action {}

        record Events(BiConsumer<Exchange, EventStream> handler) implements Action {}

        /** Tries the plain form of the call without any ceremony; every other form goes the usual way. */
        record Hot(HotHandler hot, Function<Exchange, byte[]> usual) implements Action {}
    }

    /** Checks its input before it opens the answer, and then streams. */
    @FunctionalInterface
    public interface StreamHandler {
        Body open(Exchange exchange) throws IOException;
    }

    /** A body that is written while it is computed. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Answers the body for a query string, or null when the call is not of the plain form or would be refused. */
    @FunctionalInterface
    public interface HotHandler {
        byte @Nullable [] answer(@Nullable String query);
    }

    public Route {
        params = List.copyOf(params);
        responses = List.copyOf(responses);
        errors = Set.copyOf(errors);
    }

    /** By the id, of which there is one each: the web server asks for it while it starts, and all that is declared would take long. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    public static RouteBuilder get(String path, String id) {
        return new RouteBuilder("GET", path, id);
    }

    public static RouteBuilder post(String path, String id) {
        return new RouteBuilder("POST", path, id);
    }

    public static RouteBuilder put(String path, String id) {
        return new RouteBuilder("PUT", path, id);
    }

    public static RouteBuilder patch(String path, String id) {
        return new RouteBuilder("PATCH", path, id);
    }

    public static RouteBuilder delete(String path, String id) {
        return new RouteBuilder("DELETE", path, id);
    }

    /** Calls what makes an answer. */
    public interface Call {
        <T extends @Nullable Object> T of(Supplier<T> answer);
    }

    /** The same route, its answer made inside a call: at another database, for instance. Only for one without ETag and stream. */
    public Route within(Call call) {
        if (etag != null) {
            throw new IllegalArgumentException(id + " has an ETag, which must be of the same state as the answer");
        }
        return new Route(
                method,
                path,
                id,
                summary,
                description,
                params,
                body,
                status,
                responses,
                errors,
                guard,
                idempotent,
                anyQuery,
                cache,
                null,
                hot,
                within(action, call));
    }

    private static Action within(Action action, Call call) {
        if (action instanceof Action.Value value) {
            return new Action.Value(exchange -> call.of(() -> value.handler().apply(exchange)));
        }
        if (action instanceof Action.Paged paged) {
            return new Action.Paged(
                    paged.item(), exchange -> call.of(() -> paged.handler().apply(exchange)));
        }
        if (action instanceof Action.Bytes bytes) {
            return new Action.Bytes(exchange -> call.of(() -> bytes.handler().apply(exchange)));
        }
        throw new IllegalArgumentException("cannot be made inside a call: " + action);
    }

    /** With one of which an account may call it. */
    public Set<Role> roles() {
        return guard.roles();
    }

    /** With one of which a service account may call it. */
    public Set<String> grants() {
        return guard.grants();
    }

    public boolean isPublic() {
        return guard.isPublic();
    }

    /** Whether every account may call it, whatever its roles. */
    public boolean forAnyAccount() {
        return guard.anyAccount();
    }

    boolean reads() {
        return method.equals("GET");
    }

    List<String> responseTypes() {
        return responses.stream().map(Response::mediaType).toList();
    }

    boolean hasNoBody() {
        return action instanceof Action.Nothing || action instanceof Action.Redirect;
    }

    /** Whether there is an answer whatever types the caller accepts. */
    boolean alwaysAnswers() {
        return action instanceof Action.Fixed || action instanceof Action.Forms;
    }

    boolean readsBody() {
        return !body.types().isEmpty();
    }

    @Nullable
    Param<?> param(String name) {
        for (Param<?> param : params) {
            if (param.place() == Param.Place.QUERY && param.name().equals(name)) {
                return param;
            }
        }
        return null;
    }

    static Route of(Context context) {
        return context.endpoint().metadata(Route.class);
    }
}
