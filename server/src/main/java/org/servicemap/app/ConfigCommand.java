package org.servicemap.app;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Prints every option with its value in force, default and meaning.",
        mixinStandardHelpOptions = true)
@org.jspecify.annotations.NullUnmarked
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @picocli.CommandLine.Option(names = "--markdown", description = "Print the reference of all options instead.")
    private boolean markdown;

    @Override
    public Integer call() {
        if (markdown) {
            spec.commandLine().getOut().print(ConfigReference.markdown());
            spec.commandLine().getOut().flush();
            return 0;
        }
        Map<String, String> environment = Main.environment(spec);
        Config.from(environment);
        PrintWriter out = spec.commandLine().getOut();
        for (Map.Entry<Option, String> entry : Config.inForce(environment).entrySet()) {
            Option option = entry.getKey();
            out.println(option.variable() + "=" + entry.getValue());
            out.println("    " + option.description() + " (default: "
                    + (option.fallback().isEmpty() ? "empty" : option.fallback()) + ")");
        }
        return 0;
    }
}
