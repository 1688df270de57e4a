package org.servicemap.app;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on the database, also while a server runs on it. */
@NullUnmarked
abstract class CoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        try (Core core = Core.open(Config.from(Main.environment(spec)))) {
            return run(core, spec.commandLine().getOut());
        }
    }

    /** Returns the exit code. */
    abstract int run(Core core, PrintWriter out) throws Exception;

    /** An error of the call itself: exit code 2 and the usage. */
    final RuntimeException usage(String message) {
        return new picocli.CommandLine.ParameterException(spec.commandLine(), message);
    }
}
