package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.ExpectationFileException;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.spec.SpecError;
import dev.portolan.traces.TraceFormatException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portolan}: everything that this project can be told to do. */
@Command(
        name = "portolan",
        description = "Mach, written down so exactly that a machine can check it.",
        mixinStandardHelpOptions = true,
        version = "portolan 0.1.0",
        usageHelpWidth = 80,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ConformCommand.class,
            ReplayCommand.class,
            ValidateCommand.class,
            ParallelCommand.class,
            ExplainCommand.class,
            ImportCommand.class,
            RecordCommand.class,
            ConvertCommand.class,
            ServeCommand.class,
            DemoCommand.class,
        },
        footer = {
            "",
            "Exit codes: 0 conforms, 1 diverges or violated, 2 bad input or usage,",
            "3 could not run.",
            "",
            "Example: portolan run",
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs the command and answers its exit code. */
    public static int run(String... args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "portolan: which command?");
    }

    private static int report(Exception failure, PrintWriter err) {
        if (isEnding()) {
            // Ended from outside, and whatever the command was waiting for with it: that is no failure to tell of.
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof InputError
                || failure instanceof SpecError
                || failure instanceof TraceFormatException
                || failure instanceof ExpectationFileException
                || failure instanceof ProtocolViolation) {
            err.println("portolan: " + failure.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof KernelFailure) {
            err.println("portolan: " + failure.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        if (failure instanceof InterruptedException) {
            err.println("portolan: interrupted");
            return ExitCode.COULD_NOT_RUN;
        }
        Throwable told = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        if (told instanceof FileSystemException cause) {
            String reason = cause.getReason() == null ? cause.getClass().getSimpleName() : cause.getReason();
            err.println("portolan: " + cause.getFile() + ": " + reason);
            return ExitCode.COULD_NOT_RUN;
        }
        err.println("portolan: could not run: " + failure.getMessage());
        failure.printStackTrace(err);
        return ExitCode.COULD_NOT_RUN;
    }

    /** True once a signal has begun to end this JVM; its exit code is then the signal's. */
    private static boolean isEnding() {
        Thread probe = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            return !Runtime.getRuntime().removeShutdownHook(probe);
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
