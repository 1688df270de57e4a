package org.servicemap.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Requests so broken that they never reach a route (ambiguous paths, bad HTTP) are refused in the same form as others. */
final class WireErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = response.getStatus() < 500
                ? badRequest(response.getStatus())
                : ErrorCode.INTERNAL.problem("an unexpected fault");
        ResponseHeaders.COMMON.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, CachePolicy.NO_STORE.header());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(Json.bytes(problem.members())), callback);
        return true;
    }

    /** With the status that says what exactly: 414 and 431 when it is too long. */
    private static Problem badRequest(int status) {
        return new ErrorCode(status, ErrorCode.BAD_REQUEST.code(), ErrorCode.BAD_REQUEST.meaning())
                .problem("the request line or its headers cannot be understood");
    }
}
