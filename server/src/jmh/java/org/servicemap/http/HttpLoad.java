package org.servicemap.http;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.servicemap.areas.BatchRoutes;
import org.servicemap.areas.FixedAreas;
import org.servicemap.areas.PublishedAreas;
import org.servicemap.areas.ResolveRoutes;
import org.servicemap.areas.TestTown;
import org.servicemap.areas.coverage.Coverage;
import org.servicemap.areas.index.AreaResolver;
import org.servicemap.geo.BBox;

/**
 * How much of a request the geometry costs: an empty handler, {@code /resolve} and the batch in one server and one run, over
 * real sockets with keep-alive. The single calls take turns in short rounds and the median of the turns' ratios is told, so that
 * other load on the machine hits them alike; processor time a call (client included) is told too, which other load hardly touches. Arguments: grids a district (columns, rows), milliseconds a round, rounds, batch rows.
 */
public final class HttpLoad {
    private static final int CONNECTIONS = 8;
    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String HELLO = "/api/v1/hello";
    private static final String USUAL_HELLO = "/api/v1/hello-usual";

    private final int port;
    private final int roundMillis;
    private final BBox box;

    private HttpLoad(int port, int roundMillis, BBox box) {
        this.port = port;
        this.roundMillis = roundMillis;
        this.box = box;
    }

    public static void main(String[] args) throws Exception {
        int columns = argument(args, 0, 158);
        int rows = argument(args, 1, 316);
        int roundMillis = argument(args, 2, 500);
        int rounds = argument(args, 3, 41);
        int batchRows = argument(args, 4, 1_000_000);
        Coverage coverage = TestTown.coverage(columns, rows);
        PublishedAreas areas =
                new FixedAreas(new AreaResolver(TestTown.snapshot("1", LocalDate.of(2025, 1, 1), coverage)));
        Path spool = Files.createTempDirectory("http-load");
        List<RouteGroup> routes =
                List.of(new Hello(), new ResolveRoutes(areas), new BatchRoutes(areas, TestTown::city));
        try (HttpServer server = HttpServer.start(HttpSettings.of(0, spool, "load"), routes, List.of(), List.of())) {
            BBox box = new BBox(
                    TestTown.WEST,
                    TestTown.SOUTH,
                    TestTown.WEST + 2 * columns * TestTown.SIDE,
                    TestTown.SOUTH + rows * TestTown.SIDE);
            HttpLoad load = new HttpLoad(server.port(), roundMillis, box);
            System.out.println(coverage.areas().size() + " areas, " + CONNECTIONS + " connections");
            load.singleCalls(rounds);
            load.batch(batchRows);
        }
        Files.deleteIfExists(spool);
    }

    private static int argument(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    /** The least that a route can do: constant bytes by the short way that {@code /resolve} takes, and a record by the usual way. */
    private record Hello() implements RouteGroup {
        private static final byte[] BODY = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);

        @Override
        public String tag() {
            return "hello";
        }

        @Override
        public String description() {
            return "Nothing";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get(HELLO, "hello").hotJson(Object.class, "Nothing", query -> BODY, exchange -> BODY),
                    Route.get(USUAL_HELLO, "helloUsual").json(World.class, "Nothing", exchange -> new World("world")));
        }
    }

    private record World(String hello) {}

    private void singleCalls(int rounds) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Supplier<String> hello = () -> HELLO;
        round(hello, random);
        round(resolve(random.split()), random);
        Round[] empty = new Round[rounds];
        Round[] usual = new Round[rounds];
        Round[] resolved = new Round[rounds];
        for (int i = 0; i < rounds; i++) {
            empty[i] = round(hello, random);
            usual[i] = round(() -> USUAL_HELLO, random);
            resolved[i] = round(resolve(random.split()), random);
        }
        tell("hello", empty, empty);
        tell("hello as any other route", usual, empty);
        tell("resolve", resolved, empty);
    }

    private static void tell(String what, Round[] rounds, Round[] base) {
        System.out.printf(
                "%-28s %8.0f /s, %6.1f µs of processor a call; of hello by rate %.3f, by processor %.3f%n",
                what,
                median(rounds, Round::rate),
                median(rounds, Round::cpuMicros),
                medianRatio(rounds, base, Round::rate),
                medianRatio(base, rounds, Round::cpuMicros));
    }

    /** Of each turn its own ratio: what else the machine does hits the rounds of one turn alike. */
    private static double medianRatio(Round[] above, Round[] below, ToDoubleFunction<Round> value) {
        double[] ratios = new double[above.length];
        Arrays.setAll(ratios, i -> value.applyAsDouble(above[i]) / value.applyAsDouble(below[i]));
        Arrays.sort(ratios);
        return ratios[ratios.length / 2];
    }

    private record Round(double rate, double cpuMicros) {}

    private static double median(Round[] rounds, ToDoubleFunction<Round> value) {
        double[] values = Arrays.stream(rounds).mapToDouble(value).sorted().toArray();
        return values[values.length / 2];
    }

    private Supplier<String> resolve(SplittableRandom random) {
        return () -> String.format(
                "/api/v1/resolve?lon=%.6f&lat=%.6f",
                random.nextDouble(box.minLon(), box.maxLon()), random.nextDouble(box.minLat(), box.maxLat()));
    }

    /** All connections together. Requests are written beforehand, so that the client costs both alike. */
    private Round round(Supplier<String> path, SplittableRandom random) throws Exception {
        byte[][] requests = new byte[4096][];
        for (int i = 0; i < requests.length; i++) {
            requests[i] =
                    ("GET " + path.get() + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Long>> clients = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                int first = random.nextInt(requests.length);
                clients.add(() -> client(requests, first));
            }
            long start = System.nanoTime();
            long cpu = CPU.getProcessCpuTime();
            long calls = 0;
            for (Future<Long> done : pool.invokeAll(clients)) {
                calls += done.get();
            }
            long cpuSpent = CPU.getProcessCpuTime() - cpu;
            return new Round(calls * 1e9 / (System.nanoTime() - start), cpuSpent / 1e3 / calls);
        } finally {
            pool.shutdown();
        }
    }

    private long client(byte[][] requests, int first) throws IOException {
        long end = System.nanoTime() + roundMillis * 1_000_000L;
        long calls = 0;
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
            byte[] line = new byte[1024];
            for (int i = first; System.nanoTime() < end; i++) {
                out.write(requests[i % requests.length]);
                readAnswer(in, line);
                calls++;
            }
        }
        return calls;
    }

    private static void readAnswer(InputStream in, byte[] line) throws IOException {
        int length = -1;
        boolean ok = false;
        for (int n = readLine(in, line); n > 0; n = readLine(in, line)) {
            if (line[0] == 'H') {
                ok = line[9] == '2';
            } else if (startsWith(line, n, "content-length: ")) {
                length = Integer.parseInt(new String(line, 16, n - 16, StandardCharsets.US_ASCII));
            }
        }
        if (!ok || length < 0) {
            throw new IOException("not a 200 with a length");
        }
        in.skipNBytes(length);
    }

    private static boolean startsWith(byte[] line, int n, String lower) {
        if (n < lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (Character.toLowerCase(line[i]) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int readLine(InputStream in, byte[] line) throws IOException {
        int n = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed");
            }
            if (b != '\r') {
                line[n++] = (byte) b;
            }
        }
        return n;
    }

    private void batch(int rows) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/api/v1/resolve/batch")
                        .toURL()
                        .openConnection();
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(1 << 16);
        connection.setRequestProperty("Content-Type", "text/csv");
        long start = System.nanoTime();
        try (OutputStream out = connection.getOutputStream()) {
            upload(rows, out);
        }
        long uploaded = System.nanoTime();
        long lines = -1;
        try (InputStream in = connection.getInputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "batch   %d rows in %.2f s (upload %.2f s), %.0f rows/s, heap limit %d MB%n",
                lines,
                seconds,
                (uploaded - start) / 1e9,
                lines / seconds,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private void upload(int rows, OutputStream out) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder text = new StringBuilder("id,lon,lat\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',');
            text.append((float) random.nextDouble(box.minLon(), box.maxLon())).append(',');
            text.append((float) random.nextDouble(box.minLat(), box.maxLat())).append('\n');
            if (text.length() > 60_000 || i == rows - 1) {
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                text.setLength(0);
            }
        }
    }
}
