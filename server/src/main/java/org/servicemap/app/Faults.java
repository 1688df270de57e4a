package org.servicemap.app;

import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command says when it fails: one clear line for a fault that a person can mend, the log for all else. */
final class Faults implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    @Override
    public int handleExecutionException(Exception fault, CommandLine commandLine, ParseResult parsed) {
        return tell(fault, commandLine.getCommandName(), commandLine.getErr());
    }

    /** The same of a command that was not read from a command line; answers the exit code. */
    static int tell(Exception fault, String command, PrintWriter err) {
        if (fault instanceof CharacterCodingException) {
            err.println(command + ": a file is not UTF-8");
        } else if (fault instanceof FileSystemException file) {
            err.println(command + ": " + said(file));
        } else if (isExplained(fault)) {
            err.println(command + ": " + fault.getMessage());
        } else {
            LOG.error("{} failed", command, fault);
            err.println(command + ": unexpected fault, see the log: " + fault);
        }
        return 1;
    }

    /** A file or folder that somebody named, or the disk. */
    private static String said(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no file " + fault.getFile();
        }
        String reason = fault instanceof AccessDeniedException ? "access is denied" : fault.getReason();
        return fault.getFile() + " cannot be used" + (reason == null ? "" : ": " + reason);
    }

    /** Our own exceptions state what is wrong in a sentence; anything else is a bug or the machine. */
    private static boolean isExplained(Throwable fault) {
        return fault.getClass().getName().startsWith("org.servicemap.");
    }
}
