package org.servicemap.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/** Connections that browsers keep open for a next request. A server that stops would wait a second for each to time out. */
final class IdleConnections {
    private IdleConnections() {}

    /** Ends those on which nothing is under way; what is being asked or answered goes on. */
    static void close(Server server) {
        for (Connector connector : server.getConnectors()) {
            connector.getConnectedEndPoints().stream()
                    .filter(IdleConnections::isIdle)
                    .forEach(EndPoint::close);
        }
    }

    /** All that was asked is answered, and what comes next is awaited. */
    private static boolean isIdle(EndPoint client) {
        Connection connection = client.getConnection();
        return connection != null
                && connection.getMessagesIn() == connection.getMessagesOut()
                && client.isFillInterested();
    }
}
