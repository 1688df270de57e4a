package org.servicemap.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * The connections of one pool, so that all can be cut at once. A thread that waits for the answer of a server that has gone without a
 * word (a cut network, a stopped machine) would wait for a quarter of an hour; cut, it fails at once. The driver makes it by its name.
 * Thread-safe.
 */
public final class KnownSockets extends SocketFactory {
    private static final Map<String, Set<Socket>> OPEN = new ConcurrentHashMap<>();

    private final Set<Socket> mine;

    /** @param pool the driver's {@code socketFactoryArg} */
    public KnownSockets(String pool) {
        mine = of(pool);
    }

    private static Set<Socket> of(String pool) {
        return OPEN.computeIfAbsent(pool, any -> ConcurrentHashMap.newKeySet());
    }

    /** Cuts every connection of a pool; answers how many. */
    static int cut(String pool) {
        int cut = 0;
        for (Socket socket : of(pool)) {
            if (!socket.isClosed()) {
                close(socket);
                cut++;
            }
        }
        return cut;
    }

    /** A pool that is no more. */
    static void forget(String pool) {
        OPEN.remove(pool);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is cut all the same
        }
    }

    private Socket known(Socket socket) {
        mine.removeIf(Socket::isClosed);
        mine.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket() {
        return known(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return known(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return known(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return known(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return known(new Socket(host, port, local, localPort));
    }
}
