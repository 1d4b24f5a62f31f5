package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import org.junit.jupiter.api.Test;

class FirstMessageTest {

    @Test
    @Clause({
        "ipc.copyin.2",
        "ipc.copyout.4",
        "ipc.queue.2",
        "ipc.receive.6",
        "ipc.receive.8",
        "ipc.send.10",
        "ipc.send.16"
    })
    void aRequestAndItsReplyCrossTasks() {
        Simulation s = Simulation.xnu();
        MachPortName service = s.allocate(s.b1);
        MachPortName reply = s.allocate(s.a1);
        MachPortName served = new MachPortName(0x7703);
        assertSame(KERN_SUCCESS, s.give(s.b1, s.a, served, service, MACH_MSG_TYPE_MAKE_SEND));

        s.blocks(s.b1, Simulation.receiving(service, MachMsgTimeout.FOREVER));
        var sent = s.run(
                s.a1,
                Simulation.sending(
                        MachMsgHeader.to(served, MACH_MSG_TYPE_COPY_SEND, 7)
                                .withReply(reply, MACH_MSG_TYPE_MAKE_SEND_ONCE),
                        MachMsgTimeout.POLL));
        Simulation.assertCompletions(sent, s.b1, MACH_MSG_SUCCESS);
        MachMsgBuffer request = Simulation.message(sent.completions().get(0).result());
        assertEquals(7, request.id());
        assertEquals(service, request.local());
        assertEquals(18, request.remoteDisposition());

        assertSame(
                MACH_MSG_SUCCESS,
                s.send(s.b1, MachMsgHeader.to(request.remote(), MACH_MSG_TYPE_MOVE_SEND_ONCE, 107))
                        .code());
        MachMsgBuffer answer = Simulation.message(s.receive(s.a1, reply));
        assertEquals(107, answer.id());
        assertEquals(reply, answer.local());
        assertEquals(MACH_PORT_NULL, answer.remote());
        assertEquals(0, s.port(s.a, reply).sendOnceRights());
        assertEquals(1, s.port(s.b, service).sendRights());
    }
}
