package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.stdio.KernelServer;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code portolan serve}: the reference kernel, spoken to in lines. */
@Command(
        name = "serve",
        description = "Speaks the line protocol for the reference kernel, until its input ends.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan replay traces/xnu --kernel 'portolan serve'"})
final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ReferenceKernel kernel = new ReferenceKernel();
                OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16)) {
            new KernelServer(kernel, System.in, out).serve();
        }
        return ExitCode.of(true);
    }
}
