package org.servicemap.app;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.servicemap.gazetteer.SearchQueries;

/**
 * What the map page waits for at the server, over HTTP, one call after the other as a browser asks: tiles of areas and of places round
 * a point at random, of all zooms that a reader comes through, and suggestions while one types. Against a server that runs, from
 * {@code server}: {@code MapTimes http://127.0.0.1:8080 116.40,39.91}.
 */
final class MapTimes {
    private static final int TILES = 600;
    private static final int WARM_UP = 100;
    private static final int COARSEST = 8;
    private static final int FINEST = 17;
    /** Finer ones are drawn from these. */
    private static final int FINEST_OF_AREAS = 16;

    private static final double TILE_TARGET = 15;
    private static final double SUGGESTION_TARGET = 20;

    private final String base;
    private final double lon;
    private final double lat;
    private final HttpClient client = HttpClient.newHttpClient();

    private MapTimes(String base, String middle) {
        this.base = base;
        String[] parts = middle.split(",", 2);
        this.lon = Double.parseDouble(parts[0]);
        this.lat = Double.parseDouble(parts[1]);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new MapTimes(arguments[0], arguments[1]).run();
    }

    private void run() throws IOException, InterruptedException {
        String version = LoadCaller.anybody(base)
                .json("/api/v1/city")
                .path("version")
                .path("id")
                .asText();
        System.out.println(Timings.heading());
        print("tiles of areas", tiles("/api/v1/tiles/" + version + "/", FINEST_OF_AREAS, ""), TILE_TARGET);
        print("tiles of places", tiles("/api/v1/places/tiles/", FINEST, ""), TILE_TARGET);
        print("tiles of places, open now", tiles("/api/v1/places/tiles/", FINEST, "?open_now=true"), TILE_TARGET);
        List<String> typed = typed();
        times(typed.subList(0, typed.size() / 2));
        print("suggestions while one types", typed, SUGGESTION_TARGET);
    }

    private void print(String what, List<String> paths, double target) throws IOException, InterruptedException {
        times(paths.subList(0, WARM_UP));
        System.out.println(Timings.of("public", what, times(paths.subList(WARM_UP, paths.size())), target)
                .line());
    }

    private double[] times(List<String> paths) throws IOException, InterruptedException {
        double[] millis = new double[paths.size()];
        for (int i = 0; i < millis.length; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + paths.get(i)))
                    .header("Accept-Encoding", "gzip")
                    .build();
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() >= 300) {
                throw new IOException(request.uri() + ": " + answer.statusCode());
            }
        }
        return millis;
    }

    private List<String> tiles(String path, int finest, String query) {
        SplittableRandom random = new SplittableRandom(7);
        List<String> tiles = new ArrayList<>();
        for (int i = 0; i < TILES + WARM_UP; i++) {
            int zoom = random.nextInt(COARSEST, finest + 1);
            double sin = Math.sin(Math.toRadians(lat + random.nextDouble(-0.1, 0.1)));
            int x = (int) ((lon + random.nextDouble(-0.1, 0.1) + 180) / 360 * (1 << zoom));
            int y = (int) ((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * (1 << zoom));
            tiles.add(path + zoom + "/" + x + "/" + y + ".mvt" + query);
        }
        return tiles;
    }

    /** Each query of the ranking's set letter by letter. */
    private static List<String> typed() throws IOException {
        List<String> typed = new ArrayList<>();
        for (SearchQueries.Query query : SearchQueries.read()) {
            for (int end = 1; end <= query.text().length(); end++) {
                String text = query.text().substring(0, end).strip();
                if (!text.isEmpty()) {
                    typed.add("/api/v1/suggest?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
                }
            }
        }
        return typed;
    }
}
