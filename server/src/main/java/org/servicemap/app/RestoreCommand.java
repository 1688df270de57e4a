package org.servicemap.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PersonalDataException;
import org.servicemap.attachments.AttachmentDirectory;
import org.servicemap.operate.backup.Manifest;
import org.servicemap.operate.backup.Restore;
import org.servicemap.storage.DatabaseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = {
            "Puts a backup into an empty database, embedded or not, and checks it as check does.",
            "No server may run on it. Put the keyset there first (keys import); without it the rows are restored, but nothing",
            "personal can be read and nothing checked."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BACKUP", description = "What backup wrote: a folder or FILE.zip.")
    private Path place;

    @Option(names = "--check-only", description = "Read all of the backup and hold it to its hashes; change nothing.")
    private boolean checkOnly;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Restore restore = Restore.from(place, out::println)) {
            if (checkOnly) {
                restore.check();
                out.println("The backup of " + restore.manifest().madeAt() + " is whole.");
                return 0;
            }
            return restore(restore, Config.from(Main.environment(spec)), out);
        }
    }

    private int restore(Restore restore, Config config, PrintWriter out) throws IOException {
        boolean keys = keysFit(config, restore.manifest());
        restore.into(settings(config), new AttachmentDirectory(config.attachments()));
        // copies that this server made of another life of the database
        forget(config.data().resolve("insights"));
        if (!keys) {
            out.println("WARNING: there is no keyset in " + config.keys()
                    + ". Put it there (keys import FILE), then run check: nothing was checked yet.");
            return 0;
        }
        try (Core core = Core.open(config)) {
            return core.cities().find().isEmpty() || CheckCommand.installation(core, out) ? 0 : 1;
        }
    }

    /** Whether there is a keyset; refuses another installation's, or one that is older than the backup's keys, before anything is written. */
    private static boolean keysFit(Config config, Manifest manifest) {
        Keyset keyset;
        try {
            keyset = Keyset.open(config.keys());
        } catch (PersonalDataException e) {
            if (e.code().equals(PersonalDataException.KEYSET_MISSING)) {
                return false;
            }
            throw e;
        }
        String mark = manifest.keyset();
        if (!mark.isEmpty() && !HexFormat.of().formatHex(KeyCheck.mark(keyset)).equals(mark)) {
            throw wrong(keyset, "is not the one that this backup's personal data was sealed with");
        }
        String sealed = manifest.keysetSealed();
        if (sealed != null && !KeyCheck.opens(HexFormat.of().parseHex(sealed), keyset)) {
            throw wrong(
                    keyset,
                    "is from before a rotation of keys: it lacks a key with which this backup of " + manifest.madeAt()
                            + " was sealed. Nothing was written. Move it away and put the copy there that was exported after"
                            + " the rotation (keys import FILE)");
        }
        return true;
    }

    private static PersonalDataException wrong(Keyset keyset, String why) {
        return new PersonalDataException(PersonalDataException.KEYSET_WRONG, "the keyset " + keyset.path() + " " + why);
    }

    static DatabaseSettings settings(Config config) {
        return new DatabaseSettings(
                config.dbUrl(), config.dbUser(), config.dbPassword(), config.data(), config.dbPool());
    }

    private static void forget(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> inside = Files.walk(folder)) {
            all = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
