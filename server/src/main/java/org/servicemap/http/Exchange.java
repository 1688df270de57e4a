package org.servicemap.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a declared route, its parameters already parsed and checked. Reading a parameter that the route does not
 * declare is a fault of the route.
 */
public final class Exchange implements AutoCloseable {
    private final Context context;
    private final Route route;
    private final @Nullable Object[] values;
    private final Spool spool;
    private String responseType;
    private @Nullable InputStream spooled;

    Exchange(Context context, Route route, @Nullable Object[] values, String responseType, Spool spool) {
        this.context = context;
        this.spool = spool;
        this.route = route;
        this.values = values;
        this.responseType = responseType;
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
