package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.router.EndpointMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

    public static Builder get(String path, String id) {
        return new Builder("GET", path, id);
    }

    public static Builder post(String path, String id) {
        return new Builder("POST", path, id);
    }

    public static Builder put(String path, String id) {
        return new Builder("PUT", path, id);
    }

    public static Builder patch(String path, String id) {
        return new Builder("PATCH", path, id);
    }

    public static Builder delete(String path, String id) {
        return new Builder("DELETE", path, id);
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

    /** Collects a declaration; the method that names the answer ends it. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final String id;
        private String summary = "";
        private String description = "";
        private RequestBody body = RequestBody.NONE;
        private final List<Param<?>> params = new ArrayList<>();
        private final List<Response> responses = new ArrayList<>();
        private final Set<ErrorCode> errors = new LinkedHashSet<>();
        private final Set<Role> roles = new LinkedHashSet<>();
        private final Set<String> grants = new LinkedHashSet<>();
        private boolean anyAccount;
        private boolean idempotent;
        private boolean anyQuery;
        private int status = 200;
        private @Nullable RateLimit limit;
        private CachePolicy cache = CachePolicy.NO_STORE;
        private @Nullable Function<Exchange, String> etag;
        private @Nullable String example;

        private Builder(String method, String path, String id) {
            this.method = method;
            this.path = path;
            this.id = id;
        }

        public Builder summary(String text) {
            summary = text;
            return this;
        }

        public Builder description(String text) {
            description = text;
            return this;
        }

        public Builder takes(Param<?>... more) {
            params.addAll(List.of(more));
            return this;
        }

        /** A body of any form; the handler reads it from the exchange. */
        public Builder reads(String bodyDescription, String... mediaTypes) {
            body = new RequestBody(List.of(mediaTypes), bodyDescription, null, List.of(), false);
            return this;
        }

        /** A JSON body that becomes a record, see {@link Exchange#body(Class)}. {@code @Nullable} components may be left out. */
        public Builder body(Class<?> type, String what) {
            body = new RequestBody(List.of(Media.JSON), what, type, List.of(), false);
            return this;
        }

        /** A multipart body with files, see {@link Exchange#parts()}. */
        public Builder parts(String what, PartRule... rules) {
            body = new RequestBody(List.of(Media.MULTIPART), what, null, List.of(rules), false);
            return this;
        }

        /**
         * The fields of a form, urlencoded or multipart, read with {@link Exchange#fields()}; files only with multipart. Fields
         * without a rule are let through, files without one are left out.
         */
        public Builder form(String what, PartRule... rules) {
            body = new RequestBody(List.of(Media.FORM, Media.MULTIPART), what, null, List.of(rules), true);
            return this;
        }

        /** Who may call it; without this, everyone. */
        public Builder roles(Role... more) {
            roles.addAll(List.of(more));
            return this;
        }

        /** Every account may call it, also one that must still change its password; not service accounts. */
        public Builder anyAccount() {
            anyAccount = true;
            for (Role role : Role.values()) {
                if (role != Role.PUBLIC) {
                    roles.add(role);
                }
            }
            return this;
        }

        /** Service accounts with one of these grants may call it too. */
        public Builder grants(String... more) {
            grants.addAll(List.of(more));
            return this;
        }

        /** How often one caller may call it. */
        public Builder limit(RateLimit rate) {
            limit = rate;
            return this;
        }

        /**
         * Takes an {@code Idempotency-Key}: the same key with the same request is answered again, not done again. The handler
         * runs in one transaction with the key.
         */
        public Builder idempotent() {
            idempotent = true;
            return this;
        }

        /** Lets parameters through that it does not declare, and takes empty ones as absent: where another standard says so. */
        public Builder anyQuery() {
            anyQuery = true;
            return this;
        }

        public Builder fails(ErrorCode... codes) {
            errors.addAll(List.of(codes));
            return this;
        }

        public Builder cache(CachePolicy policy) {
            cache = policy;
            return this;
        }

        /** A cheap tag of the current state: answered before the body is computed, 304 when the caller has it. */
        public Builder etag(Function<Exchange, String> tag) {
            etag = tag;
            return this;
        }

        /** An example of the JSON answer, for the document. */
        public Builder example(String json) {
            example = json;
            return this;
        }

        /** Answers 200 with JSON. */
        public <T> Route json(Class<T> type, String what, Function<Exchange, T> handler) {
            responses.add(new Response(Media.JSON, new Shape.Json(type), what, example));
            return build(new Action.Value(handler), false);
        }

        /** Answers 201 with JSON: something new is there. */
        public <T> Route created(Class<T> type, String what, Function<Exchange, T> handler) {
            status = 201;
            return json(type, what, handler);
        }

        /** Answers 204: done, nothing to say. */
        public Route nothing(String what, Consumer<Exchange> handler) {
            status = 204;
            responses.add(new Response(Media.NONE, new Shape.Text(), what, null));
            return build(new Action.Nothing(handler), false);
        }

        /** Answers 303 with another place, which the handler names. */
        public Route redirect(String what, Function<Exchange, String> target) {
            status = 303;
            responses.add(new Response(Media.NONE, new Shape.Text(), what, null));
            return build(new Action.Redirect(target), false);
        }

        /** Answers with server-sent events; the handler keeps the stream and returns. */
        public Route events(String what, BiConsumer<Exchange, EventStream> handler) {
            responses.add(new Response(Media.EVENTS, new Shape.Text(), what, null));
            return build(new Action.Events(handler), false);
        }

        /** A list in pages, as JSON or (by Accept) CSV or XLSX. The route declares limit and cursor itself where it has them. */
        public <T> Route page(Class<T> item, String what, Function<Exchange, Page<T>> handler) {
            responses.add(new Response(Media.JSON, new Shape.JsonPage(item), what, example));
            responses.add(new Response(Media.CSV, new Shape.Text(), what + ", one row each", null));
            responses.add(new Response(Media.XLSX, new Shape.Binary(), what + ", one row each", null));
            return build(new Action.Paged(item, handler), false);
        }

        public Route bytes(String mediaType, Shape shape, String what, Function<Exchange, byte[]> handler) {
            responses.add(new Response(mediaType, shape, what, example));
            return build(new Action.Bytes(handler), false);
        }

        /** Answers with this type whatever {@code Accept} says: where another standard has the format in the path. */
        public Route fixed(String mediaType, Shape shape, String what, Function<Exchange, byte[]> handler) {
            responses.add(new Response(mediaType, shape, what, example));
            return build(new Action.Fixed(handler), false);
        }

        /** As {@link #fixed}, answering 201: something new is there. */
        public Route fixedCreated(String mediaType, Shape shape, String what, Function<Exchange, byte[]> handler) {
            status = 201;
            return fixed(mediaType, shape, what, handler);
        }

        /** A file of one of these types; the handler says of which by {@link Exchange#answersAs}. */
        public Route file(List<String> mediaTypes, String what, Function<Exchange, byte[]> handler) {
            mediaTypes.forEach(type -> responses.add(new Response(type, new Shape.Binary(), what, null)));
            return build(new Action.Bytes(handler), false);
        }

        /** A stream of one type whose form is known. */
        public Route stream(String mediaType, Shape shape, String what, StreamHandler handler) {
            responses.add(new Response(mediaType, shape, what, example));
            return build(new Action.Streamed(handler), false);
        }

        public Route stream(List<String> mediaTypes, String what, StreamHandler handler) {
            mediaTypes.forEach(type -> responses.add(new Response(type, new Shape.Text(), what, null)));
            return build(new Action.Streamed(handler), false);
        }

        /**
         * One of several forms, the first when {@code Accept} fits none; the handler may choose another by {@link
         * Exchange#answersIn}.
         */
        public Route forms(List<Response> forms, StreamHandler handler) {
            responses.addAll(forms);
            return build(new Action.Forms(handler), false);
        }

        /**
         * Like json, with the bytes written by hand and the path matched first: for the one route that has to be as fast as
         * an empty one.
         */
        public Route hotJson(Class<?> type, String what, HotHandler hot, Function<Exchange, byte[]> usual) {
            responses.add(new Response(Media.JSON, new Shape.Json(type), what, example));
            return build(new Action.Hot(hot, usual), true);
        }

        private Route build(Action action, boolean hot) {
            if (idempotent && !action.isWhole()) {
                throw new IllegalStateException(
                        id + ": only an answer that is one whole body can be kept and given again");
            }
            Set<Role> callers = roles.isEmpty() ? Set.of(Role.PUBLIC) : roles;
            Guard guard = new Guard(callers, anyAccount, grants, limit);
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
                    guard.isPublic() ? cache : CachePolicy.NO_STORE,
                    etag,
                    hot,
                    action);
        }
    }
}
