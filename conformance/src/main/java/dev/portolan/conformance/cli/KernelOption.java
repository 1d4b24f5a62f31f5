package dev.portolan.conformance.cli;

import dev.portolan.conformance.stdio.StdioKernel;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which kernel to judge, where it need not be ours. */
final class KernelOption {

    @Option(
            names = "--kernel",
            paramLabel = "CMD",
            description = "A kernel that speaks the line protocol, in place of ours; run by sh.")
    private String command;

    @Option(
            names = "--answer-timeout",
            paramLabel = "SECONDS",
            description = "How long that kernel may take for an answer; 10 if not said.")
    private Integer seconds;

    /**
     * True if it is ours.
     *
     * @throws InputError if something is said of another kernel, and not which
     */
    boolean isReference() {
        if (command == null && seconds != null) {
            throw new InputError("--answer-timeout is for another kernel: --kernel is missing");
        }
        return command == null;
    }

    /** Starts the kernel; it is the caller's to close. */
    StdioKernel start() {
        if (seconds != null && seconds < 1) {
            throw new InputError("--answer-timeout " + seconds + ": a kernel needs a second at least");
        }
        return StdioKernel.start(command, seconds == null ? StdioKernel.PATIENCE : Duration.ofSeconds(seconds));
    }

    /** The options again, as one types them; empty if there are none, and else with a blank in front. */
    String again() {
        if (command == null) {
            return "";
        }
        String quoted = " --kernel '" + command.replace("'", "'\\''") + "'";
        return seconds == null ? quoted : quoted + " --answer-timeout " + seconds;
    }
}
