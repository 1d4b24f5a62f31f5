package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.rules.ExceptionRules.ReplyOfTheDead;
import java.util.ArrayList;
import java.util.List;

/** The invariants of exceptions over a kernel between two critical sections; a method each. */
final class ExceptionAudit {

    private final Kernel kernel;
    private final List<IpcPort> ports;

    private ExceptionAudit(Kernel kernel, List<IpcPort> ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    static void audit(Kernel kernel, List<IpcPort> ports) {
        ExceptionAudit audit = new ExceptionAudit(kernel, ports);
        audit.replyPortsAreWaitedAt();
        audit.theGoneHaveNothing();
        audit.nobodyOutlivesItsTask();
    }

    /** The message that a thread at that has in its hands; null if none. */
    static IpcKmsg messageOf(Continuation continuation) {
        if (continuation instanceof ExceptionTriage.TakeReply take) {
            return take.message();
        }
        return continuation instanceof ExceptionServer.HandleException handle ? handle.message() : null;
    }

    /** E6: each slot that is not null owns a right, and so does the thread that is about to send a request. */
    static List<NakedRight> rights(Kernel kernel) {
        List<NakedRight> rights = new ArrayList<>(kernel.host().exceptions().rights());
        for (MachTask task : kernel.tasks()) {
            rights.addAll(task.exceptions().rights());
            rights.addAll(task.special().rights());
        }
        for (MachThread thread : kernel.threads()) {
            rights.addAll(thread.act().exceptions().rights());
            rights.addAll(thread.act().special().rights());
            if (thread.act().request() != null) {
                rights.add(thread.act().request().reply());
                rights.addAll(thread.act().request().carried());
            }
            if (thread.continuation() instanceof ExceptionTriage.SendRequest send) {
                rights.add(send.action().right());
            }
        }
        return rights;
    }

    /**
     * A reply port lives while its thread waits there, or has the reply in its hands; or as long as the right to it where
     * that outlives the wait of a thread that ended.
     */
    void replyPortsAreWaitedAt() {
        for (IpcPort port : ports) {
            if (KernelObject.kindOf(port) != KernelObject.Kind.REPLY) {
                continue;
            }
            MachThread thread = kernel.thread(KernelObject.indexOf(port));
            boolean waited = thread.continuation() instanceof ExceptionTriage.AwaitReply await && await.reply() == port
                    || thread.continuation() instanceof ExceptionTriage.TakeReply take
                            && take.message() != null
                            && take.message().destination().port() == port;
            boolean outlives = kernel.exceptionRules().replyOfTheDead() == ReplyOfTheDead.ACCEPTED
                    && !thread.act().isActive()
                    && port.sendOnceRights() > 0;
            if (!waited && !outlives) {
                throw new KernelPanic("E6: reply port " + port.serial() + " is left, and " + thread + " is elsewhere");
            }
        }
    }

    /** Who is gone has no exception ports, and is not held. */
    void theGoneHaveNothing() {
        for (MachThread thread : kernel.threads()) {
            ThreadAct act = thread.act();
            if (act.isGone() && (hasRights(act) || act.suspends() > 0)) {
                throw new KernelPanic("E6: " + thread + " is gone, and something of it is left");
            }
        }
        for (MachTask task : kernel.tasks()) {
            if (task.isGone() && (hasRights(task) || task.suspends() > 0)) {
                throw new KernelPanic("E6: " + task + " is gone, and something of it is left");
            }
        }
    }

    private static boolean hasRights(ExceptionTarget of) {
        return of.exceptions().rights().stream().anyMatch(right -> !right.isNone())
                || of.special().rights().stream().anyMatch(right -> !right.isNone());
    }

    /** In a task that has ended nobody is active, whenever it was created. */
    void nobodyOutlivesItsTask() {
        for (MachThread thread : kernel.threads()) {
            if (thread.act().isActive() && !thread.task().isActive()) {
                throw new KernelPanic("S1: " + thread + " outlives its task");
            }
        }
    }
}
