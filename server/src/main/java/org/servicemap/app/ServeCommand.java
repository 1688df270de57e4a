package org.servicemap.app;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Starts the server (also without a command).", mixinStandardHelpOptions = true)
@NullUnmarked
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        serve(Main.environment(spec), spec.commandLine().getOut());
        return 0;
    }

    private static ServiceMap start(Map<String, String> environment, PrintWriter out) {
        try (ConsoleProgress progress = new ConsoleProgress(out, 3)) {
            return ServiceMap.start(Config.from(environment), progress);
        }
    }

    /** Serves until the process is told to end. */
    static void serve(Map<String, String> environment, PrintWriter out) {
        ServiceMap server = start(environment, out);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.leave();
                            server.close();
                            ended.countDown();
                        },
                        "stop"));
        out.println("ServiceMap is at " + server.address());
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
