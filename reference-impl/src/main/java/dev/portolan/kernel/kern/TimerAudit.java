package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.MkTimer;
import java.util.List;

/** The invariant of timers over a kernel between two critical sections. */
final class TimerAudit {

    private TimerAudit() {}

    /** The send rights that the port's timer holds. */
    static int rightsTo(IpcPort port) {
        return port.requests().timer() == null ? 0 : 1;
    }

    /** I22: the one message of a timer is in one place at most, and the timer knows whether it is. */
    static void audit(Kernel kernel, List<IpcPort> ports) {
        for (IpcPort port : ports) {
            MkTimer timer = port.requests().timer();
            if (timer != null) {
                int there = inFlight(kernel, port, timer);
                if (there > 1 || timer.isInFlight() != (there == 1)) {
                    throw new KernelPanic("I22: port " + port.serial() + ": " + there + " messages of its timer");
                }
            }
        }
    }

    private static int inFlight(Kernel kernel, IpcPort port, MkTimer timer) {
        int there = 0;
        for (IpcKmsg message : port.queue()) {
            there += message.passage() == timer ? 1 : 0;
        }
        for (MachThread thread : kernel.threads()) {
            IpcKmsg taken = KernelAudit.messageOf(thread.continuation());
            there += taken != null && taken.passage() == timer ? 1 : 0;
        }
        return there;
    }
}
