package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.servicemap.citypack.ImportListener;
import org.servicemap.http.ApiClient;

/** A load balancer sends callers as soon as a server says that it is ready. */
class ReadinessTest {
    @TempDir
    private Path data;

    @Test
    void isNotSaidBeforeAllThatRunsByItselfHasBegun() throws IOException {
        int port = freePort();
        Commands commands = new Commands(data);
        commands.environment().put("SERVICEMAP_PORT", String.valueOf(port));
        Config config = commands.config();
        List<String> answers = new ArrayList<>();

        assertThatThrownBy(() -> ServiceMap.start(config, ImportListener.SILENT, (works, jobs) -> {
                    answers.add(ready(port));
                    throw new IllegalStateException("what runs by itself cannot begin");
                }))
                .hasMessage("what runs by itself cannot begin");
        assertThat(answers).containsExactly("not ready: start");
        assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
    }

    private static String ready(int port) {
        return ApiClient.refusal(new ApiClient(port).get("/health/ready"), 503, "unavailable", null);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
