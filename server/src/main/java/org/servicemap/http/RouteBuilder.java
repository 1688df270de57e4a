package org.servicemap.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects a declaration; the method that names the answer ends it. */
public final class RouteBuilder {
    private final String method;
    private final String path;
    private final String id;
    private String summary = "";
    private String description = "";
    private RequestBody body = RequestBody.NONE;
    private final List<Param<?>> params = new ArrayList<>();
    private final List<Route.Response> responses = new ArrayList<>();
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

    RouteBuilder(String method, String path, String id) {
        this.method = method;
        this.path = path;
        this.id = id;
    }

    public RouteBuilder summary(String text) {
        summary = text;
        return this;
    }

    public RouteBuilder description(String text) {
        description = text;
        return this;
    }

    public RouteBuilder takes(Param<?>... more) {
        params.addAll(List.of(more));
        return this;
    }

    /** A body of any form; the handler reads it from the exchange. */
    public RouteBuilder reads(String bodyDescription, String... mediaTypes) {
        body = new RequestBody(List.of(mediaTypes), bodyDescription, null, List.of(), false);
        return this;
    }

    /** A JSON body that becomes a record, see {@link Exchange#body(Class)}. {@code @Nullable} components may be left out. */
    public RouteBuilder body(Class<?> type, String what) {
        body = new RequestBody(List.of(Media.JSON), what, type, List.of(), false);
        return this;
    }

    /** A multipart body with files, see {@link Exchange#parts()}. */
    public RouteBuilder parts(String what, PartRule... rules) {
        body = new RequestBody(List.of(Media.MULTIPART), what, null, List.of(rules), false);
        return this;
    }

    /**
     * The fields of a form, urlencoded or multipart, read with {@link Exchange#fields()}; files only with multipart. Fields
     * without a rule are let through, files without one are left out.
     */
    public RouteBuilder form(String what, PartRule... rules) {
        body = new RequestBody(List.of(Media.FORM, Media.MULTIPART), what, null, List.of(rules), true);
        return this;
    }

    /** Who may call it; without this, everyone. */
    public RouteBuilder roles(Role... more) {
        roles.addAll(List.of(more));
        return this;
    }

    /** Every account may call it, also one that must still change its password; not service accounts. */
    public RouteBuilder anyAccount() {
        anyAccount = true;
        for (Role role : Role.values()) {
            if (role != Role.PUBLIC) {
                roles.add(role);
            }
        }
        return this;
    }

    /** Service accounts with one of these grants may call it too. */
    public RouteBuilder grants(String... more) {
        grants.addAll(List.of(more));
        return this;
    }

    /** How often one caller may call it. */
    public RouteBuilder limit(RateLimit rate) {
        limit = rate;
        return this;
    }

    /**
     * Takes an {@code Idempotency-Key}: the same key with the same request is answered again, not done again. The handler
     * runs in one transaction with the key.
     */
    public RouteBuilder idempotent() {
        idempotent = true;
        return this;
    }

    /** Lets parameters through that it does not declare, and takes empty ones as absent: where another standard says so. */
    public RouteBuilder anyQuery() {
        anyQuery = true;
        return this;
    }

    public RouteBuilder fails(ErrorCode... codes) {
        errors.addAll(List.of(codes));
        return this;
    }

    public RouteBuilder cache(CachePolicy policy) {
        cache = policy;
        return this;
    }

    /** A cheap tag of the current state: answered before the body is computed, 304 when the caller has it. */
    public RouteBuilder etag(Function<Exchange, String> tag) {
        etag = tag;
        return this;
    }

    /** An example of the JSON answer, for the document. */
    public RouteBuilder example(String json) {
        example = json;
        return this;
    }

    /** Answers 200 with JSON. */
    public <T> Route json(Class<T> type, String what, Function<Exchange, T> handler) {
        responses.add(new Route.Response(Media.JSON, new Route.Shape.Json(type), what, example));
        return build(new Route.Action.Value(handler), false);
    }

    /** Answers 201 with JSON: something new is there. */
    public <T> Route created(Class<T> type, String what, Function<Exchange, T> handler) {
        status = 201;
        return json(type, what, handler);
    }

    /** Answers 204: done, nothing to say. */
    public Route nothing(String what, Consumer<Exchange> handler) {
        status = 204;
        responses.add(new Route.Response(Media.NONE, new Route.Shape.Text(), what, null));
        return build(new Route.Action.Nothing(handler), false);
    }

    /** Answers 303 with another place, which the handler names. */
    public Route redirect(String what, Function<Exchange, String> target) {
        status = 303;
        responses.add(new Route.Response(Media.NONE, new Route.Shape.Text(), what, null));
        return build(new Route.Action.Redirect(target), false);
    }

    /** Answers with server-sent events; the handler keeps the stream and returns. */
    public Route events(String what, BiConsumer<Exchange, EventStream> handler) {
        responses.add(new Route.Response(Media.EVENTS, new Route.Shape.Text(), what, null));
        return build(new Route.Action.Events(handler), false);
    }

    /** A list in pages, as JSON or (by Accept) CSV or XLSX. The route declares limit and cursor itself where it has them. */
    public <T> Route page(Class<T> item, String what, Function<Exchange, Page<T>> handler) {
        responses.add(new Route.Response(Media.JSON, new Route.Shape.JsonPage(item), what, example));
        responses.add(new Route.Response(Media.CSV, new Route.Shape.Text(), what + ", one row each", null));
        responses.add(new Route.Response(Media.XLSX, new Route.Shape.Binary(), what + ", one row each", null));
        return build(new Route.Action.Paged(item, handler), false);
    }

    public Route bytes(String mediaType, Route.Shape shape, String what, Function<Exchange, byte[]> handler) {
        responses.add(new Route.Response(mediaType, shape, what, example));
        return build(new Route.Action.Bytes(handler), false);
    }

    /** Answers with this type whatever {@code Accept} says: where another standard has the format in the path. */
    public Route fixed(String mediaType, Route.Shape shape, String what, Function<Exchange, byte[]> handler) {
        responses.add(new Route.Response(mediaType, shape, what, example));
        return build(new Route.Action.Fixed(handler), false);
    }

    /** As {@link #fixed}, answering 201: something new is there. */
    public Route fixedCreated(String mediaType, Route.Shape shape, String what, Function<Exchange, byte[]> handler) {
        status = 201;
        return fixed(mediaType, shape, what, handler);
    }

    /** A file of one of these types; the handler says of which by {@link Exchange#answersAs}. */
    public Route file(List<String> mediaTypes, String what, Function<Exchange, byte[]> handler) {
        mediaTypes.forEach(type -> responses.add(new Route.Response(type, new Route.Shape.Binary(), what, null)));
        return build(new Route.Action.Bytes(handler), false);
    }

    /** A stream of one type whose form is known. */
    public Route stream(String mediaType, Route.Shape shape, String what, Route.StreamHandler handler) {
        responses.add(new Route.Response(mediaType, shape, what, example));
        return build(new Route.Action.Streamed(handler), false);
    }

    public Route stream(List<String> mediaTypes, String what, Route.StreamHandler handler) {
        mediaTypes.forEach(type -> responses.add(new Route.Response(type, new Route.Shape.Text(), what, null)));
        return build(new Route.Action.Streamed(handler), false);
    }

    /**
     * One of several forms, the first when {@code Accept} fits none; the handler may choose another by {@link
     * Exchange#answersIn}.
     */
    public Route forms(List<Route.Response> forms, Route.StreamHandler handler) {
        responses.addAll(forms);
        return build(new Route.Action.Forms(handler), false);
    }

    /**
     * Like json, with the bytes written by hand and the path matched first: for the one route that has to be as fast as
     * an empty one.
     */
    public Route hotJson(Class<?> type, String what, Route.HotHandler hot, Function<Exchange, byte[]> usual) {
        responses.add(new Route.Response(Media.JSON, new Route.Shape.Json(type), what, example));
        return build(new Route.Action.Hot(hot, usual), true);
    }

    private Route build(Route.Action action, boolean hot) {
        if (idempotent && !action.isWhole()) {
            throw new IllegalStateException(id + ": only an answer that is one whole body can be kept and given again");
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
