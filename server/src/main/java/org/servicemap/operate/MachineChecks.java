package org.servicemap.operate;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.servicemap.accounts.personal.Keyset;
import org.servicemap.accounts.personal.PersonalDataException;

/** Looks at disks, keys, memory and settings of this machine. */
final class MachineChecks {
    private static final long GIGABYTE = 1L << 30;
    private static final long LEAST_HEAP = GIGABYTE * 3 / 4;
    private static final int LEAST_FILES = 4096;
    private static final Duration OLD_KEYS = Duration.ofDays(400);
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Deployment deployment;

    MachineChecks(Deployment deployment) {
        this.deployment = deployment;
    }

    List<Finding> run() {
        List<Finding> found = new ArrayList<>();
        deployment.folders().forEach(folder -> found.add(folder(folder)));
        found.add(disk(deployment.data()));
        if (!deployment.attachments().startsWith(deployment.data())) {
            found.add(disk(deployment.attachments()));
        }
        found.addAll(keys());
        found.add(memory());
        found.add(files());
        found.addAll(settings());
        return found;
    }

    private static Finding folder(Path folder) {
        if (!Files.exists(folder)) {
            return Finding.ok("folder", folder.toString(), folder + " is not there yet; the first start makes it");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Finding.fail("folder", folder.toString(), folder + " cannot be written by this user");
        }
        try {
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
                return Finding.fail(
                        "folder", folder.toString(), folder + " can be written by everybody on this machine");
            }
        } catch (IOException e) {
            return Finding.warn("folder", folder.toString(), folder + " cannot be looked at: " + e);
        }
        return Finding.ok("folder", folder.toString(), folder + " can be written");
    }

    private static Finding disk(Path folder) {
        Disks disk = Disks.of(folder);
        String free = String.format(java.util.Locale.ROOT, "%.1f GB", disk.free() / (double) GIGABYTE);
        if (disk.free() < 0) {
            return Finding.warn("disk", "?", "how full the disk of " + folder + " is cannot be told");
        }
        if (disk.free() < GIGABYTE / 2) {
            return Finding.fail("disk", free, "the disk of " + folder + " is full: " + free + " free");
        }
        return disk.free() < 5 * GIGABYTE && disk.free() < disk.total() / 5
                ? Finding.warn("disk", free, "the disk of " + folder + " is nearly full: " + free + " free")
                : Finding.ok("disk", free, free + " are free for " + folder);
    }

    private List<Finding> keys() {
        List<Finding> found = new ArrayList<>();
        Path folder = deployment.keys();
        try {
            Keyset keyset = Keyset.open(folder);
            found.add(Finding.ok(
                    "keyset", keyset.path().toString(), "the keyset can be read, " + keyset.size() + " keys"));
            found.add(permissions(keyset.path()));
            Duration age = Duration.between(keyset.changedAt(), Instant.now());
            String days = age.toDays() + " d";
            found.add(
                    age.compareTo(OLD_KEYS) > 0
                            ? Finding.warn(
                                    "keyset_age", days, "the keyset was last rotated " + days + " ago: keys rotate")
                            : Finding.ok("keyset_age", days, "the keyset is " + days + " old"));
        } catch (PersonalDataException e) {
            boolean missing = e.code().equals(PersonalDataException.KEYSET_MISSING);
            found.add(
                    missing
                            ? Finding.warn("keyset", folder.toString(), "there is no keyset yet in " + folder)
                            : Finding.fail("keyset", folder.toString(), String.valueOf(e.getMessage())));
        }
        found.add(
                folder.startsWith(deployment.data())
                        ? Finding.warn(
                                "keyset_apart",
                                folder.toString(),
                                "the keyset is inside the data directory: who copies that has both; set SERVICEMAP_KEYS")
                        : Finding.ok("keyset_apart", folder.toString(), "the keyset is apart from the data"));
        return found;
    }

    private static Finding permissions(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                return Finding.fail("keyset_rights", file.toString(), "others can read the keyset: chmod 600 " + file);
            }
            return Finding.ok("keyset_rights", file.toString(), "only its owner can read the keyset");
        } catch (IOException e) {
            return Finding.warn("keyset_rights", file.toString(), "the keyset's rights cannot be read: " + e);
        }
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String megabytes = heap / (1 << 20) + " MB";
        return heap < LEAST_HEAP
                ? Finding.warn("memory", megabytes, "Java may use " + megabytes + "; a city needs 1 GB (-Xmx1g)")
                : Finding.ok("memory", megabytes, "Java may use " + megabytes);
    }

    private static Finding files() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)) {
            return Finding.ok("open_files", "", "this system has no such limit");
        }
        long most = unix.getMaxFileDescriptorCount();
        return most < LEAST_FILES
                ? Finding.warn("open_files", Long.toString(most), most + " open files are few: LimitNOFILE=65536")
                : Finding.ok("open_files", Long.toString(most), most + " files may be open");
    }

    private List<Finding> settings() {
        List<Finding> found = new ArrayList<>();
        found.add(judged(
                deployment.rateLimits(),
                "rate_limits",
                "calls are counted",
                "calls are not counted: SERVICEMAP_RATE_LIMITS"));
        found.add(judged(
                deployment.secondFactor(),
                "second_factor",
                "staff need a second factor",
                "staff need no second factor: SERVICEMAP_SECOND_FACTOR"));
        found.add(judged(
                !deployment.privateWebhooks(),
                "private_webhooks",
                "webhooks call public addresses only",
                "webhooks may call this network's own addresses: SERVICEMAP_WEBHOOKS_PRIVATE"));
        found.add(judged(
                !deployment.demo(),
                "demo",
                "the demo is off",
                "an empty database gets the demo city: SERVICEMAP_DEMO=false"));
        return found;
    }

    private static Finding judged(boolean good, String code, String well, String bad) {
        return good ? Finding.ok(code, "", well) : Finding.warn(code, "", bad);
    }
}
