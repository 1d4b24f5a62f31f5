package dev.portolan.conformance.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code portolan record}: traces of models and of the kernel. */
@Command(
        name = "record",
        description = "Writes traces: walks of a model, ways to a goal, runs of the kernel.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RecordRunCommand.class,
            RecordWalkCommand.class,
            RecordCounterexampleCommand.class,
            RecordTestCommand.class,
        },
        footer = {
            "",
            "Example: portolan record run --seed 7 --calls 1000 -o run.ndjson.gz",
            "Example: portolan record walk MCRights_xnu --goal clause=ipc.insert_right.6",
            "             -o goal.ndjson"
        })
final class RecordCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "portolan record: what?");
    }

    /** Refuses a file that cannot be written for want of its folder. */
    static void checkOut(Path out) {
        Path folder = out.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new InputError(folder + ": there is no such folder to write to");
        }
        if (Files.isDirectory(out)) {
            throw new InputError(out + ": is a folder; -o takes the name of a file");
        }
    }
}
