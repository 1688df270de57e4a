package org.servicemap.operate.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds the files of a backup to what its manifest says of them. Names are checked before a path is made of them. */
final class ArchiveCheck {
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\t(\\d{1,18})\t([0-9a-f]{64})");

    private ArchiveCheck() {}

    /** Checks all; answers the addresses of the sealed files. */
    static List<String> of(Path root, Manifest manifest) {
        for (Manifest.TableCopy table : manifest.tables()) {
            if (!TABLE.matcher(table.name()).matches()) {
                throw damaged("it names a table «" + table.name() + "»");
            }
            require(root, Backup.fileOf(table.name()), table.sha256());
        }
        require(root, Backup.LISTING, manifest.attachments().sha256());
        return files(root, manifest.attachments().files());
    }

    private static List<String> files(Path root, long expected) {
        List<String> addresses = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(root.resolve(Backup.LISTING))) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw damaged(Backup.LISTING + " has a line that is none");
                }
                require(root, Backup.fileOfAttachment(parts.group(1)), parts.group(3));
                addresses.add(parts.group(1));
            }
        } catch (IOException e) {
            throw new BackupException(BackupException.DAMAGED, Backup.LISTING + " cannot be read: " + e, e);
        }
        if (addresses.size() != expected) {
            throw damaged(expected + " sealed files were written, " + addresses.size() + " are listed");
        }
        return addresses;
    }

    private static void require(Path root, String name, String hash) {
        try {
            if (!Hashes.of(root.resolve(name)).equals(hash)) {
                throw damaged(name + " is not what was written (SHA-256 differs)");
            }
        } catch (NoSuchFileException e) {
            throw damaged(name + " is missing");
        } catch (IOException e) {
            throw new BackupException(BackupException.DAMAGED, name + " cannot be read: " + e, e);
        }
    }

    private static BackupException damaged(String why) {
        return new BackupException(BackupException.DAMAGED, "the backup is damaged: " + why + "; take another");
    }
}
