package org.servicemap.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's entry point: without a command it serves. */
@Command(
        name = "servicemap",
        description = "A point on the map becomes its areas and its responsible unit.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            PublishCommand.class,
            CheckCommand.class,
            ResolveCommand.class,
            RouteCommand.class,
            ExportCommand.class,
            PlacesCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            AccountsCommand.class,
            RequestsCommand.class,
            IncidentsCommand.class,
            CalendarCommand.class,
            StatisticsCommand.class,
            InsightsCommand.class,
            ConfigCommand.class,
            HelpCommand.class
        })
@NullUnmarked
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code: 0 done, 1 refused or failed, 2 called wrongly. */
    static int run(String... args) {
        PrintWriter out = new PrintWriter(new java.io.OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new java.io.OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        return run(System.getenv(), out, err, args);
    }

    /** The same in any environment and with any console. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        String only = args.length == 0 ? "servicemap" : args[0];
        if (args.length == 0 || args.length == 1 && only.equals("serve")) {
            return serve(environment, out, err, only);
        }
        return commands(environment)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new Faults())
                .execute(args);
    }

    static CommandLine commands(Map<String, String> environment) {
        return new CommandLine(new Main(environment))
                .registerConverter(LocalDate.class, text -> parsed(text, LocalDate::parse, "date such as 2026-01-31"))
                .registerConverter(
                        OffsetDateTime.class,
                        text -> parsed(text, OffsetDateTime::parse, "time such as 2026-01-31T10:00+08:00"));
    }

    private static <T> T parsed(String text, Function<String, T> parser, String expected) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            throw new CommandLine.TypeConversionException("«" + text + "» is no " + expected);
        }
    }

    /** Without a look at the commands, of which reading the descriptions is a twentieth of a start. */
    private static int serve(Map<String, String> environment, PrintWriter out, PrintWriter err, String command) {
        try {
            ServeCommand.serve(environment, out);
            return 0;
        } catch (Exception e) {
            return Faults.tell(e, command, err);
        }
    }

    @Override
    public void run() {
        ServeCommand.serve(environment, spec.commandLine().getOut());
    }

    /** The variables that a command reads its configuration from. */
    static Map<String, String> environment(CommandSpec command) {
        return ((Main) command.root().userObject()).environment;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"ServiceMap " + (version == null ? "(from classes)" : version)};
        }
    }
}
