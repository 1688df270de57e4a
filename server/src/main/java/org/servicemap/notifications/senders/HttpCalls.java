package org.servicemap.notifications.senders;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.servicemap.notifications.DeliveryException;

/**
 * Posts to systems of others: no redirects, no cookies, no own retries, nothing read of the answer but its status, and an end
 * after twenty seconds however slowly the other side answers. Thread-safe.
 */
final class HttpCalls implements AutoCloseable {
    private static final int GONE = 410;
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout ANSWER = Timeout.ofSeconds(15);
    private static final Duration WHOLE = Duration.ofSeconds(20);

    private final DnsResolver names;
    private final ScheduledExecutorService ends = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "http-calls-end");
        thread.setDaemon(true);
        return thread;
    });

    /** Made for the first message: it takes a quarter of a second that a start does not have. */
    private @Nullable CloseableHttpClient client;

    HttpCalls(DnsResolver names) {
        this.names = names;
    }

    private synchronized CloseableHttpClient client() {
        if (client == null) {
            client = make();
        }
        return client;
    }

    private CloseableHttpClient make() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(ANSWER)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(ANSWER)
                        .setConnectionRequestTimeout(CONNECT)
                        .build())
                .setUserAgent("ServiceMap")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /** Returns when the answer was 2xx. */
    void post(URI uri, Map<String, String> headers, String contentType, String body) throws DeliveryException {
        HttpPost post = new HttpPost(uri);
        headers.forEach(post::setHeader);
        post.setEntity(new StringEntity(body, ContentType.parse(contentType).withCharset(StandardCharsets.UTF_8)));
        Future<?> end = ends.schedule(post::abort, WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client().executeOpen(null, post, null)) {
            judge(response.getCode());
        } catch (IOException e) {
            throw DeliveryException.temporary("no answer: " + e.getClass().getSimpleName(), e);
        } finally {
            end.cancel(false);
        }
    }

    /** Only «gone» is final: everything else may be mended while the message waits. */
    private static void judge(int status) throws DeliveryException {
        if (status < 200 || status > 299) {
            String reason = "answered " + status;
            throw status == GONE
                    ? DeliveryException.permanent(reason, null)
                    : DeliveryException.temporary(reason, null);
        }
    }

    @Override
    public synchronized void close() {
        ends.shutdownNow();
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
