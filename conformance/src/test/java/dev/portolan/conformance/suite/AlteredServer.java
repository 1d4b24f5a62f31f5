package dev.portolan.conformance.suite;

import dev.portolan.conformance.drive.ReferenceKernel;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.stdio.KernelServer;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import java.io.IOException;
import java.util.List;

/** A kernel in a process of its own that says of every name that it destroys that it was none. */
public final class AlteredServer {

    private AlteredServer() {}

    /** Serves until the input ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        new KernelServer(new AlteredKernel(AlteredServer::answer), System.in, System.out).serve();
    }

    private static Answer answer(Call call, ReferenceKernel kernel) {
        Answer answer = kernel.perform(call);
        boolean destroyed = call instanceof Call.MachPortDestroy
                && answer instanceof Answer.Made made
                && made.outcome().ret().equals("KERN_SUCCESS");
        return destroyed ? new Answer.Made(new Outcome("KERN_INVALID_NAME", null, null, List.of())) : answer;
    }
}
