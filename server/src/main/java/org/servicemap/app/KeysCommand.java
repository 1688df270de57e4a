package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.accounts.personal.Keyset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = {
            "Shows where the keyset is that seals personal data.",
            "keys rotate adds a new key that seals from now on; old keys still open, and running servers follow by themselves.",
            "keys export FILE writes a copy under a passphrase, to be kept apart from backups; keys import FILE puts such a copy",
            "where there is no keyset. Export again after each rotation."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class KeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACTION", arity = "0..1", description = "rotate, export, import, or nothing.")
    private String action;

    @Parameters(index = "1", paramLabel = "FILE", arity = "0..1", description = "The wrapped copy (export and import).")
    private Path file;

    @Option(
            names = "--passphrase-file",
            paramLabel = "PATH",
            description = "Its first line is the passphrase; without it the console asks.")
    private Path passphraseFile;

    @Override
    public Integer call() throws IOException {
        Config config = Config.from(Main.environment(spec));
        PrintWriter out = spec.commandLine().getOut();
        if (file == null && ("export".equals(action) || "import".equals(action))) {
            throw usage("keys " + action + " needs a file");
        }
        if ("import".equals(action)) {
            Keyset keyset = Keyset.unwrap(config.keys(), Files.readAllBytes(file), passphrase(false));
            out.println(keyset.path() + " is there again with " + keyset.size() + " sealing keys");
            return 0;
        }
        try (Core core = Core.open(config)) {
            return run(core, out);
        }
    }

    private int run(Core core, PrintWriter out) throws IOException {
        if (action != null) {
            switch (action) {
                case "rotate" -> rotate(core, out);
                case "export" -> export(core.keyset(), out);
                default -> throw usage("keys knows rotate, export and import, not " + action);
            }
        }
        out.println(core.keyset().path() + ": " + core.keyset().size() + " sealing keys, the newest in use");
        return 0;
    }

    private static void rotate(Core core, PrintWriter out) {
        new KeyCheck(core.database()).rotate(core.keyset());
        out.println("A new key seals from now on; export the keyset again.");
    }

    private void export(Keyset keyset, PrintWriter out) throws IOException {
        byte[] wrapped = keyset.wrapped(passphrase(true));
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            throw new InputFileException(file + " is there already; name another");
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(file, wrapped, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        out.println("Wrote " + file + ". Keep it apart from backups, and the passphrase apart from it.");
    }

    private String passphrase(boolean fresh) throws IOException {
        if (passphraseFile != null) {
            return Files.readAllLines(passphraseFile).stream().findFirst().orElse("");
        }
        if (System.console() == null) {
            throw usage("there is no console to ask for the passphrase: name --passphrase-file");
        }
        String first = new String(System.console().readPassword("Passphrase: "));
        if (fresh && !first.equals(new String(System.console().readPassword("Again: ")))) {
            throw usage("the two are not the same");
        }
        return first;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
