package org.servicemap.app;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a person names on the command line: what is wrong with them is said in a sentence. */
final class InputFiles {
    private InputFiles() {}

    /** Throws {@link InputFileException} when it cannot be read. */
    static void require(Path file) {
        if (!Files.exists(file)) {
            throw new InputFileException("there is no file " + file);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InputFileException(file + " is no file that can be read");
        }
    }

    /** Throws {@link InputFileException} when nothing can be written there. */
    static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InputFileException("nothing can be written to " + file);
        }
    }

    /** The whole text. */
    static String utf8(Path file) throws IOException {
        require(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        }
    }

    static InputFileException notUtf8(Path file) {
        return new InputFileException(file + " is not UTF-8");
    }
}
