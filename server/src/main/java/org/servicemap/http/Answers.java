package org.servicemap.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a declared route: checks the request against the declaration, asks the ETag, calls the handler and writes what it
 * answers. The order of checks is by what the caller can fix first: body size and type, Accept, parameters.
 */
final class Answers {
    /** How much of a refused body is read away, so that the caller sees the refusal instead of a broken pipe. */
    private static final long DRAIN_LIMIT = 64L << 20;

    private final long maxJsonBytes;
    private final String version;
    private final Spool spool;
    private final Gate gate;
    private final EventStreams events;

    Answers(HttpSettings settings, Gate gate, EventStreams events) {
        this.gate = gate;
        this.events = events;
        maxJsonBytes = settings.maxJsonBytes();
        version = settings.version();
        spool = new Spool(settings.spoolDirectory(), settings.maxUploadBytes(), maxJsonBytes);
    }

    Handler handlerOf(Route route) {
        if (route.action() instanceof Route.Action.Hot hot) {
            return context -> answerHot(context, route, hot.hot());
        }
        return context -> answer(context, route);
    }

    private void answerHot(Context context, Route route, Route.HotHandler handler) throws IOException {
        byte[] body = acceptsJson(context.req().getHeader("Accept"))
                ? handler.answer(context.req().getQueryString())
                : null;
        if (body == null) {
            answer(context, route);
            return;
        }
        ResponseHeaders.publicRead(context);
        context.res().setContentType("application/json; charset=utf-8");
        context.res().setHeader("Cache-Control", route.cache().header());
        context.result(body);
    }

    private static boolean acceptsJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || Media.choose(accept, List.of(Media.JSON)) != null;
    }

    private void answer(Context context, Route route) throws IOException {
        if (route.isPublic() && route.reads()) {
            ResponseHeaders.publicRead(context);
        }
        Entry entry = enter(context, route);
        checkBody(context, route);
        String type = accepted(context, route);
        try (Exchange exchange = new Exchange(context, route, entry, parse(context, route), type, spool)) {
            context.header("Cache-Control", route.cache().header());
            if (route.responses().size() > 1) {
                context.res().addHeader("Vary", "Accept");
            }
            if (route.etag() == null || !isCurrent(context, route.etag().apply(exchange), type)) {
                context.status(route.status());
                write(context, exchange, entry, route);
            }
        }
    }

    private Entry enter(Context context, Route route) throws IOException {
        try {
            return gate.enter(context, route);
        } catch (Problem e) {
            if (route.readsBody()) {
                drain(context);
            }
            throw e;
        }
    }

    private static String accepted(Context context, Route route) {
        if (route.hasNoBody()) {
            return Media.NONE;
        }
        String accept = context.header("Accept");
        boolean events = route.action() instanceof Route.Action.Events;
        String type = events && accept == null ? null : Media.choose(accept, route.responseTypes());
        if (type == null && route.alwaysAnswers()) {
            return route.responseTypes().get(0);
        }
        if (type == null) {
            throw notAcceptable(route);
        }
        return type;
    }

    private void checkBody(Context context, Route route) throws IOException {
        if (!route.readsBody()) {
            return;
        }
        String type = Media.bare(context.header("Content-Type"));
        if ((type.equals(Media.JSON) || type.equals(Media.FORM))
                && context.req().getContentLengthLong() > maxJsonBytes) {
            drain(context);
            throw ErrorCode.TOO_LARGE.problem("this body may have at most " + maxJsonBytes + " bytes");
        }
        if (!route.body().types().contains(type)) {
            drain(context);
            String expected = String.join(" or ", route.body().types());
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.problem(
                    "the body must be " + expected + ", not " + Param.quote(type), "Content-Type");
        }
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            drain(context);
            throw ErrorCode.UNSUPPORTED_MEDIA_TYPE.problem("a compressed body is not understood", "Content-Encoding");
        }
    }

    static void drain(Context context) throws IOException {
        InputStream body = context.bodyInputStream();
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        for (int n = body.read(buffer); n >= 0 && read < DRAIN_LIMIT; n = body.read(buffer)) {
            read += n;
        }
    }

    private static Problem notAcceptable(Route route) {
        return ErrorCode.NOT_ACCEPTABLE.problem(
                "this can be had as " + String.join(" or ", route.responseTypes()), "Accept");
    }

    private static @Nullable Object[] parse(Context context, Route route) {
        Map<String, List<String>> query = QueryString.parse(context.queryString());
        for (String name : query.keySet()) {
            if (route.param(name) == null && !route.anyQuery()) {
                throw unknown(route, name);
            }
        }
        @Nullable Object[] values = new @Nullable Object[route.params().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(context, query, route, i);
        }
        return values;
    }

    private static @Nullable Object value(Context context, Map<String, List<String>> query, Route route, int index) {
        Param<?> param = route.params().get(index);
        if (param.place() == Param.Place.PATH) {
            return param.parse(context.pathParam(param.name()));
        }
        if (route.anyQuery() && isEmpty(query.get(param.name()))) {
            return null;
        }
        return one(query.get(param.name()), param);
    }

    private static boolean isEmpty(@Nullable List<String> given) {
        return given != null && given.stream().allMatch(String::isBlank);
    }

    /** The one value of a query parameter; refuses repeats, and absence where it is mandatory. */
    static @Nullable Object one(@Nullable List<String> given, Param<?> param) {
        if (given == null) {
            if (param.required()) {
                throw ErrorCode.MISSING_PARAMETER.problem(param.name() + " is missing", param.name());
            }
            return null;
        }
        if (given.size() > 1) {
            throw ErrorCode.REPEATED_PARAMETER.problem(param.name() + " is given more than once", param.name());
        }
        return param.parse(given.get(0));
    }

    static Problem unknown(Route route, String name) {
        List<String> known = route.params().stream()
                .filter(param -> param.place() == Param.Place.QUERY)
                .map(Param::name)
                .toList();
        String rest = known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known);
        return ErrorCode.UNKNOWN_PARAMETER.problem(
                "there is no parameter " + Param.quote(name) + " here; " + rest, name);
    }

    private boolean isCurrent(Context context, String tag, String type) {
        // another program may spell the same state differently, and one resource in two media types needs two tags
        String etag = "\"" + version + "-" + tag + suffix(type) + "\"";
        context.header("ETag", etag);
        if (!matches(context.header("If-None-Match"), etag)) {
            return false;
        }
        context.status(304);
        return true;
    }

    private static String suffix(String type) {
        return switch (type) {
            case Media.CSV -> "-csv";
            case Media.XLSX -> "-xlsx";
            default -> "";
        };
    }

    /** Weak comparison (RFC 9110, 13.1.2): a proxy that compresses makes our tags weak. */
    static boolean matches(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String stripped = candidate.strip();
            if (stripped.equals("*") || (stripped.startsWith("W/") ? stripped.substring(2) : stripped).equals(etag)) {
                return true;
            }
        }
        return false;
    }

    private void write(Context context, Exchange exchange, Entry entry, Route route) throws IOException {
        Route.Action action = route.action();
        String key = route.idempotent() ? Once.key(context) : null;
        if (key != null) {
            Once.answer(context, exchange, entry, route, key);
        } else if (action instanceof Route.Action.Paged paged) {
            writePage(context, exchange, paged);
        } else if (action instanceof Route.Action.Streamed streamed) {
            Route.Body body = streamed.handler().open(exchange);
            stream(body, exchange.startStream());
        } else if (action instanceof Route.Action.Forms forms) {
            Route.Body body = forms.handler().open(exchange);
            stream(body, exchange.startStream());
        } else if (action instanceof Route.Action.Redirect redirect) {
            context.header("Location", redirect.target().apply(exchange));
        } else if (action instanceof Route.Action.Events live) {
            EventStream stream = events.open(context, entry, route);
            live.handler().accept(exchange, stream);
            stream.begin();
        } else {
            byte[] body = body(exchange, action);
            if (body.length > 0) {
                send(context, exchange.responseType(), body);
            }
        }
    }

    /** The whole body of an answer that is one; empty for an answer without. */
    static byte[] body(Exchange exchange, Route.Action action) {
        if (action instanceof Route.Action.Value value) {
            return Json.bytes(value.handler().apply(exchange));
        }
        if (action instanceof Route.Action.Bytes bytes) {
            return bytes.handler().apply(exchange);
        }
        if (action instanceof Route.Action.Fixed fixed) {
            return fixed.handler().apply(exchange);
        }
        if (action instanceof Route.Action.Hot hot) {
            return hot.usual().apply(exchange);
        }
        if (action instanceof Route.Action.Paged paged) {
            return written(
                    exchange.responseType(), paged.item(), paged.handler().apply(exchange));
        }
        if (action instanceof Route.Action.Nothing nothing) {
            nothing.handler().accept(exchange);
            return new byte[0];
        }
        throw new IllegalStateException("no single body: " + action);
    }

    private static void stream(Route.Body body, OutputStream out) throws IOException {
        body.writeTo(out);
        out.flush();
    }

    private static void writePage(Context context, Exchange exchange, Route.Action.Paged paged) {
        Page<?> page = paged.handler().apply(exchange);
        if (page.next() != null) {
            context.header("Link", "<" + nextUrl(context, page.next()) + ">; rel=\"next\"");
        }
        send(context, exchange.responseType(), written(exchange.responseType(), paged.item(), page));
    }

    private static byte[] written(String type, Class<?> item, Page<?> page) {
        return switch (type) {
            case Media.CSV -> CsvTable.of(item, page.items());
            case Media.XLSX -> XlsxTable.of(item, page.items());
            default -> Json.bytes(page);
        };
    }

    private static String nextUrl(Context context, String cursor) {
        StringBuilder url = new StringBuilder(context.path()).append('?');
        String query = context.queryString();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (!pair.isEmpty() && !pair.startsWith("cursor=")) {
                    url.append(pair).append('&');
                }
            }
        }
        return url.append("cursor=").append(cursor).toString();
    }

    static void send(Context context, String type, byte[] body) {
        context.contentType(Media.withCharset(type));
        context.result(body);
    }
}
