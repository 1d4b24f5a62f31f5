package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code MACH_RCV_NOTIFY} while other threads run. */
class ReplyRequestTest {

    private static final MachPortName SERVICE = MachPortName.of(20);

    private final ConcurrentMachine machine = new ConcurrentMachine();
    private final Kernel kernel = new Kernel(machine, KernelRules.CLASSIC, KernelLimits.DEFAULT);
    private final MachTask a = kernel.createTask("A");
    private final MachTask b = kernel.createTask("B");
    private final MachThread a1 = kernel.createThread(a, "A1");
    private final MachThread b1 = kernel.createThread(b, "B1");

    private MachPortName allocate(MachThread thread) {
        return Simulation.nameOf(machine.call(thread, MachPortTraps.machPortAllocate(thread.task(), 1)));
    }

    private CallResult receive(MachPortName from, MachPortName notify) {
        return machine.call(
                a1,
                MachMsgTrap.receive(new MachMsgReceive(
                        from, 100, false, 0, MachMsgTimeout.POLL, Set.of(), UserLayout.LP64, notify)));
    }

    /** Who is stopped where it counts the right to be told by has no name yet, or has asked before it got one. */
    @Test
    @Clause("ipc.notify.8")
    void aReplyPortThatDiesMeanwhileHasNoNameOrIsToldOf() throws InterruptedException {
        MachPortName service = allocate(a1);
        MachPortName notify = allocate(a1);
        MachPortName reply = allocate(b1);
        machine.call(
                a1,
                MachPortTraps.machPortInsertRight(
                        b, SERVICE, service, MACH_MSG_TYPE_MAKE_SEND.code(), PortCall.Entry.RPC));
        MachMsgHeader request =
                MachMsgHeader.to(SERVICE, MACH_MSG_TYPE_COPY_SEND, 7).withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        assertSame(
                MACH_MSG_SUCCESS,
                machine.call(b1, Simulation.sending(request, MachMsgTimeout.POLL))
                        .code());
        IpcPort told = (IpcPort) a.space().copyinReceiveName(notify.value());

        CompletableFuture<CallResult> received = new CompletableFuture<>();
        Thread server = new Thread(() -> received.complete(receive(service, notify)), "server");
        synchronized (told) {
            server.start();
            while (server.getState() != Thread.State.BLOCKED) {
                assertTrue(server.isAlive(), "the server does not need the port to be told by");
                Thread.onSpinWait();
            }
            assertSame(
                    KERN_SUCCESS,
                    machine.call(b1, MachPortTraps.machPortDestroy(b, reply)).code());
        }
        server.join();

        boolean named = Simulation.message(received.join()).remote().isValid();
        boolean isTold = receive(notify, null).code() == MACH_MSG_SUCCESS;
        assertEquals(named, isTold, "whoever has a name is told, and nobody else");
        assertEquals(0, told.sendOnceRights());
        KernelAudit.audit(kernel);
    }
}
