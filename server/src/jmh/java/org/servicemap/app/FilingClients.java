package org.servicemap.app;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** 32 clients that file requests over HTTP with keep-alive, each the next when the last is answered. */
final class FilingClients {
    private static final int CLIENTS = 32;
    private static final int WRITTEN = 4096;
    private static final double MILLION = 1e6;
    private static final long FIRST_PHONE = 13_000_000_000L;

    private final int port;
    private final Draws draws;
    private final AtomicLong phones = new AtomicLong(FIRST_PHONE);

    FilingClients(int port, Draws draws) {
        this.port = port;
        this.draws = draws;
        phones.addAndGet(System.nanoTime() / 1000 % 5_000_000_000L);
    }

    /** All together; requests are written beforehand, but for the phone number, which is new each time. */
    Round run(double seconds) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<double[]>> clients = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                List<String[]> filings = filings(WRITTEN / CLIENTS);
                clients.add(() -> client(filings, seconds));
            }
            long start = System.nanoTime();
            List<double[]> all = new ArrayList<>();
            for (Future<double[]> done : pool.invokeAll(clients)) {
                all.add(done.get());
            }
            double took = (System.nanoTime() - start) / MILLION / 1000;
            return new Round(took, all.stream().flatMapToDouble(Arrays::stream).toArray());
        } finally {
            pool.shutdown();
        }
    }

    /** What stands before and after the phone number. */
    private List<String[]> filings(int count) throws IOException {
        List<String[]> filings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Draws.Drawn one = draws.any();
            String body = LoadCaller.JSON.writeValueAsString(Map.of(
                    "text", "小区门口的问题一直没有人来处理",
                    "category", one.category(),
                    "where", Map.of("kind", "pin", "lon", one.lon(), "lat", one.lat()),
                    "contact", Map.of("name", "李雷", "phone", "PHONE")));
            int bytes = body.getBytes(StandardCharsets.UTF_8).length - "PHONE".length() + 11;
            String head = String.format(
                    Locale.ROOT,
                    "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
                    bytes);
            filings.add((head + body).split("PHONE"));
        }
        return filings;
    }

    private double[] client(List<String[]> filings, double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double[] millis = new double[1024];
        int calls = 0;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            while (System.nanoTime() < end) {
                String[] filing = filings.get(calls % filings.size());
                byte[] request = (filing[0] + phones.incrementAndGet() + filing[1]).getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                out.write(request);
                readCreated(in);
                if (calls == millis.length) {
                    millis = Arrays.copyOf(millis, 2 * calls);
                }
                millis[calls++] = (System.nanoTime() - start) / MILLION;
            }
        }
        return Arrays.copyOf(millis, calls);
    }

    private static void readCreated(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.contains(" 201 ")) {
            throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String line(InputStream in) throws IOException {
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
}
