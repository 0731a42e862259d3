package org.sluice.client.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.sluice.api.WebSocketException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one line. A stack trace is for failures that nobody foresaw. */
final class OneLineErrors {

    private OneLineErrors() {}

    static int wrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(String.valueOf(failure.getMessage())));
        command.getErr().println("'" + name + " --help' shows how to use it.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException) && !(failure instanceof UnsupportedOperationException)) {
            throw failure;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + oneLine(text(failure)));
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String text(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof WebSocketException known) {
            return message + " [" + known.status() + "]";
        }
        if (failure instanceof NoSuchFileException) {
            return message + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": not permitted";
        }
        boolean saysLittle = failure.getMessage() == null
                || (failure instanceof FileSystemException file && file.getReason() == null);
        return saysLittle ? failure.getClass().getSimpleName() + ": " + message : message;
    }

    private static String oneLine(String text) {
        return Visible.text(text).replaceAll("\\s*\\R\\s*", " ");
    }
}
