package org.servicemap.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database and keyset belong together: what the program says when they do not. */
class KeyCheckTest {
    @TempDir
    Path folder;

    private Commands commands;
    private Path file;

    @BeforeEach
    void start() {
        commands = new Commands(folder.resolve("data"));
        file = folder.resolve("data").resolve("keys").resolve("personal.keyset.json");
        commands.done("keys");
    }

    @Test
    void theFirstStartMakesTheKeysetAndLaterOnesUseIt() throws IOException {
        byte[] made = Files.readAllBytes(file);
        assertThat(commands.done("keys")).contains(file.toString()).contains("1 sealing keys");
        assertThat(commands.run("keys", "burn").code()).isEqualTo(2);
        assertThat(Files.readAllBytes(file)).isEqualTo(made);
    }

    @Test
    void aMissingKeysetIsNeverReplacedByANewOne() throws IOException {
        Files.delete(file);
        assertThat(commands.refused("keys"))
                .contains("the database holds sealed personal data")
                .contains(file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void theKeysetOfAnotherDatabaseIsRefused() throws IOException {
        Path other = folder.resolve("other");
        new Commands(other).done("keys");
        Files.copy(
                other.resolve("keys").resolve("personal.keyset.json"),
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(commands.refused("keys")).contains("is of another database");
    }

    @Test
    void aKeysetFromBeforeARotationIsRefused() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThat(commands.done("keys", "rotate")).contains("2 sealing keys");
        assertThat(commands.done("keys")).contains("2 sealing keys");
        Files.write(file, before);
        assertThat(commands.refused("keys")).contains("older than the last rotation");
    }

    @Test
    void theFolderCanBeElsewhere() throws IOException {
        Path safe = folder.resolve("safe");
        Files.createDirectories(safe);
        Files.move(file, safe.resolve(file.getFileName()));
        commands.environment().put("SERVICEMAP_KEYS", safe.toString());
        assertThat(commands.done("keys")).contains(safe.toString());
    }
}
