package org.servicemap.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", description = "Starts the server (also without a command).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        serve();
        return 0;
    }

    static void serve() {
        Config.from(System.getenv());
    }
}
