package org.servicemap.app;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.servicemap.attachments.AttachmentDirectory;
import org.servicemap.operate.backup.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Copies the whole installation as of one moment, also while servers run: all tables and all attachments.",
            "The keys are not in it: see keys export. restore puts it into an empty database, embedded or not."
        },
        mixinStandardHelpOptions = true)
@NullUnmarked
final class BackupCommand extends CoreCommand {
    @Parameters(paramLabel = "TARGET", description = "Folder that is not there yet or empty, or FILE.zip.")
    private Path target;

    @Override
    int run(Core core, PrintWriter out) {
        Backup.Made made = new Backup(
                        core.database(),
                        new AttachmentDirectory(core.config().attachments()),
                        ServiceMap.version(),
                        machine(),
                        out::println)
                .to(target);
        out.println("Wrote " + target + " (schema V" + made.manifest().schema() + ", manifest SHA-256 " + made.hash()
                + ")");
        out.println("The keys are not in it. Without " + core.keyset().path()
                + " or its export no personal data can be read.");
        return 0;
    }

    /** This machine's name, as far as it knows it. */
    static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
