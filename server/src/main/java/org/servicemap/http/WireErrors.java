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
                ? ErrorCode.BAD_REQUEST.problem("the request line or its headers cannot be understood")
                : ErrorCode.INTERNAL.problem("an unexpected fault");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(Json.bytes(problem.members())), callback);
        return true;
    }
}
