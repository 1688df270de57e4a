package org.servicemap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a declared route, its parameters already parsed and checked. Reading a parameter that the route does not
 * declare is a fault of the route.
 */
public final class Exchange implements AutoCloseable {
    private static final List<String> PROXY_MARKS =
            List.of("X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via");

    private final Context context;
    private final Route route;
    private final @Nullable Object[] values;
    private final Spool spool;
    private final Entry entry;
    private String responseType;
    private @Nullable InputStream spooled;
    private @Nullable Incoming incoming;
    private Idempotency.@Nullable Call once;

    Exchange(Context context, Route route, Entry entry, @Nullable Object[] values, String responseType, Spool spool) {
        this.context = context;
        this.entry = entry;
        this.spool = spool;
        this.route = route;
        this.values = values;
        this.responseType = responseType;
    }

    void keepFor(Idempotency.Call call) {
        once = call;
    }

    /** The call under whose key the handler is to keep its answer; null without a key. For {@link Idempotency.Keeping} handlers. */
    public Idempotency.@Nullable Call once() {
        return once;
    }

    /** An answer of this route as it is kept: JSON. */
    public Idempotency.Kept kept(Object answer) {
        return new Idempotency.Kept(route.status(), responseType, Json.bytes(answer));
    }

    /** The value of a mandatory parameter. */
    public <T> T get(Param<T> param) {
        T value = find(param);
        if (value == null) {
            throw new IllegalStateException(param.name() + " is optional: use find or the default");
        }
        return value;
    }

    public <T> T get(Param<T> param, T whenAbsent) {
        T value = find(param);
        return value == null ? whenAbsent : value;
    }

    @SuppressWarnings("unchecked") // the value was made by this very parameter
    public <T> @Nullable T find(Param<T> param) {
        int index = route.params().indexOf(param);
        if (index < 0) {
            throw new IllegalStateException(route.id() + " does not declare " + param.name());
        }
        return (T) values[index];
    }

    /** Who calls; {@link Caller#ANONYMOUS} without a login. */
    public Caller caller() {
        return entry.caller();
    }

    /** The caller's network address, for audits and limits. */
    public String address() {
        return entry.address();
    }

    /** What is counted as one caller: the address, of IPv6 only its network. */
    public String network() {
        return ClientAddress.network(entry.address());
    }

    /**
     * Counts this call for whom its own proof names, such as a device among many at one address; a problem 429 when there is none
     * left. The route declares a wider limit of its own.
     */
    public void count(RateLimit limit, String who) {
        entry.count(limit, who);
    }

    /** The CSRF token of the caller's session; null when the caller has none. */
    public @Nullable String csrfToken() {
        String session = entry.credentials().session();
        return session == null || caller().isAnonymous() ? null : Credentials.csrfToken(session);
    }

    /** The token of the caller's session cookie, for ending it; null when there is no cookie. */
    public @Nullable String sessionToken() {
        return entry.credentials().session();
    }

    /** Gives the caller a session cookie and answers the CSRF token that belongs to it. */
    public String startSession(String token) {
        SessionCookie.set(context, token);
        return Credentials.csrfToken(token);
    }

    /** Takes the session cookie away. */
    public void endSession() {
        SessionCookie.clear(context);
    }

    /** Whether the call came by https, as far as the server or its proxy says. */
    public boolean isSecure() {
        return SessionCookie.isSecure(context);
    }

    /** Sets a cookie that only the paths below {@code path} get, for at most so many seconds; 0 takes it away. */
    public void cookie(String name, String value, String path, int seconds) {
        SessionCookie.write(context, name, value, path, seconds);
    }

    /** A cookie's value, null when absent. */
    public @Nullable String cookie(String name) {
        return context.cookie(name);
    }

    /** Names the place of what was created. */
    public void location(String path) {
        context.header("Location", path);
    }

    /** The body as the record that the route declares; read once and kept. */
    public <T> T body(Class<T> type) {
        requireDeclared(type);
        return type.cast(incoming().json(type));
    }

    /**
     * The same, where an item of a list that cannot be read is refused by itself.
     *
     * @param list field of the body that holds the items
     * @param name field of an item by which it is told apart
     */
    public <T> Sifted<T> sifted(Class<T> type, String list, Class<?> item, String name) {
        requireDeclared(type);
        return incoming().sifted(type, list, item, name);
    }

    private void requireDeclared(Class<?> type) {
        if (route.body().json() != type) {
            throw new IllegalStateException(route.id() + " does not declare the body " + type);
        }
    }

    /** The multipart body. */
    public Parts parts() {
        return incoming().parts();
    }

    /** The fields of a body of type {@code application/x-www-form-urlencoded}. */
    public Map<String, List<String>> form() {
        return incoming().form();
    }

    /** The fields of a form, urlencoded or multipart, in their order. */
    public Map<String, List<String>> fields() {
        return requestType().equals(Media.FORM) ? form() : parts().texts();
    }

    /** The files of a form under a name; none unless it is multipart. */
    public List<Upload> files(String name) {
        return requestType().equals(Media.FORM) ? List.of() : parts().files(name);
    }

    /** Who the token of a service account stands for, where another standard has it among the parameters. */
    public Caller callerByToken(String token) {
        Caller known = entry.source().ofService(token);
        return known == null ? Caller.ANONYMOUS : known;
    }

    /** Scheme and host as the caller spelled them; a cache must not give one caller's to another. */
    public String origin() {
        variesBy("Host", "X-Forwarded-Proto");
        String host = context.host();
        return (isSecure() ? "https://" : "http://") + (host == null ? "localhost" : host);
    }

    Incoming incoming() {
        Incoming known = incoming;
        if (known == null) {
            known = new Incoming(context, route, spool);
            incoming = known;
        }
        return known;
    }

    /** A query parameter that the route does not declare, on routes that take any; null when absent. */
    public @Nullable String other(String name) {
        return context.queryParam(name);
    }

    /** The whole query as it came, on routes that take any. */
    public @Nullable String query() {
        return context.queryString();
    }

    /** All query parameters as they came, decoded, in their order: for routes that take any. */
    public Map<String, List<String>> others() {
        return QueryString.parse(context.queryString());
    }

    /** The answer is of this type, one that the route declares (parameters of the type may follow). */
    public void answersIn(String mediaType) {
        responseType = mediaType;
    }

    /** The answer also depends on these headers of the request. */
    public void variesBy(String... headers) {
        context.res().addHeader("Vary", String.join(", ", headers));
    }

    /** The answer is a page of HTML, to be shown under the pages' content policy: own styles, scripts and pictures only. */
    public void answersAsPage() {
        responseType = "text/html";
        ResponseHeaders.page(context, ResponseHeaders.pagePolicy(List.of(), List.of(), false), false);
    }

    /** The language that the caller reads best, as a tag ({@code zh}); empty when it does not say. */
    public String language() {
        String header = context.header("Accept-Language");
        return header == null ? "" : header.split("[,;]", 2)[0].strip();
    }

    /** The bearer token that came with the call; null without one. */
    public @Nullable String bearer() {
        String header = context.header("Authorization");
        return header != null && header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : null;
    }

    /** Whether a program on this machine calls, and no proxy that says so for somebody else. */
    public boolean isLocal() {
        try {
            return PROXY_MARKS.stream().allMatch(name -> context.header(name) == null)
                    && InetAddress.getByName(context.req().getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The media type that the caller and the route agreed on. */
    public String responseType() {
        return responseType;
    }

    /** The media type of the body, one of those that the route declares. */
    public String requestType() {
        return Media.bare(context.header("Content-Type"));
    }

    /** The charset that the body's content type names, if any. */
    public @Nullable String requestCharset() {
        return Media.charset(context.header("Content-Type"));
    }

    /** Takes this media type unless the caller prefers another of the route's; answers the one taken. */
    public String prefer(String mediaType) {
        List<String> offered = new ArrayList<>(List.of(mediaType));
        offered.addAll(route.responseTypes());
        String chosen = Media.choose(context.header("Accept"), offered);
        responseType = chosen == null ? responseType : chosen;
        return responseType;
    }

    /**
     * The answer is a file of this type, whatever the caller would like better.
     *
     * @param name under which a browser saves it, ASCII; pictures are shown, all else is saved and never run
     */
    public void answersAs(String mediaType, String name) {
        responseType = mediaType;
        String disposition = mediaType.startsWith("image/") ? "inline" : "attachment";
        context.header("Content-Disposition", disposition + "; filename=\"" + name + "\"");
    }

    /**
     * The whole body, received and kept on disk until the call ends: an answer may then stream while its caller does not
     * read yet.
     */
    public InputStream spooledBody() throws IOException {
        InputStream file =
                spool.receive(context.bodyInputStream(), context.req().getContentLengthLong());
        spooled = file;
        return file;
    }

    @Override
    public void close() throws IOException {
        if (spooled != null) {
            spooled.close();
        }
    }

    /** Starts the answer; from here on the status is fixed. */
    OutputStream startStream() {
        context.contentType(Media.withCharset(responseType));
        return context.outputStream();
    }
}
