package org.servicemap.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Somebody who books over HTTP with one connection that is kept: written by hand, since two thousand of them must cost little beside the
 * server that they load. Where one server does not answer, the other is asked, with the same key. Not thread-safe.
 */
final class BookingCaller implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int TRIES = 200;
    private static final long PAUSE_NANOS = 50_000_000;

    private final List<Integer> ports;
    private int at;
    private Socket socket;
    private InputStream in;

    /** @param first which of the ports is asked first */
    BookingCaller(List<Integer> ports, int first) {
        this.ports = ports;
        this.at = first % ports.size();
    }

    /** What came back. */
    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("no JSON: " + body, e);
            }
        }

        String code() {
            return json().path("code").asText();
        }
    }

    /** Connected, so that what is measured afterwards is the answer alone. */
    BookingCaller connect() throws IOException {
        if (socket == null) {
            socket = new Socket("127.0.0.1", ports.get(at));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return this;
    }

    /**
     * Until there is an answer, from whichever server.
     *
     * @param unanswered is told each status that was none: 0 without a connection
     */
    Answer insist(String path, String body, String key, String network, IntConsumer unanswered) {
        for (int i = 0; i < TRIES; i++) {
            int status = 0;
            try {
                Answer answer = post(path, body, key, network);
                if (answer.status() != 503) {
                    return answer;
                }
                status = answer.status();
            } catch (IOException gone) {
                // killed, perhaps after it did what was asked: the key makes asking again harmless
            }
            unanswered.accept(status);
            close();
            at = (at + 1) % ports.size();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("no answer to " + path + " in " + TRIES + " tries");
    }

    /**
     * Once.
     *
     * @param key empty for none
     * @param network whose call it is, as our own proxy would say it
     */
    Answer post(String path, String body, String key, String network) throws IOException {
        connect();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: "
                + network + "\r\n" + (key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n") + "Content-Length: "
                + bytes.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(bytes);
        socket.getOutputStream().write(request.toByteArray());
        return read();
    }

    /** Once; nothing is asked for again. */
    Answer get(String path) throws IOException {
        connect();
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return read();
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        byte[] body = length < 0 ? chunks() : in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the server closed the connection");
        }
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            all.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().trim(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try (Socket closed = socket) {
            socket = null;
        } catch (IOException e) {
            // gone already
        }
    }
}
