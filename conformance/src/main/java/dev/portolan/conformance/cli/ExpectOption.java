package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.Expectations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a kernel that need not be ours is known not to do. */
final class ExpectOption {

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "What that kernel is known not to do: docs/expectations.md.")
    private Path file;

    /** True if something is expected. */
    boolean isGiven() {
        return file != null;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws InputError if it is not there
     */
    Expectations read() throws IOException {
        if (file != null && !Files.isRegularFile(file)) {
            throw new InputError(file + ": there is no such file");
        }
        return file == null ? Expectations.NONE : Expectations.read(file);
    }
}
