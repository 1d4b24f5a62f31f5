package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.bytes.UserBytes;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.UserContext;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine.Rest;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsg;
import java.nio.ByteBuffer;
import java.util.List;

/** A simulation whose tasks send and receive bytes: A's is a 64-bit task, B's is of either kind. */
final class BytesOnly {

    static final MachMsgTokens TOKENS_OF_A = new MachMsgTokens(501, 20, List.of(1, 2, 3, 4, 5, 6, 7, 8));
    private static final int MEMORY = 1 << 20;

    final Regions memoryOfA = new Regions(0x1_0000_0000L, MEMORY);
    final Regions memoryOfB;
    final Simulation s;

    BytesOnly(KernelLimits limits, UserLayout ofB, long memoryOfB) {
        this.memoryOfB = new Regions(0x7000_0000L, memoryOfB);
        s = new Simulation(
                KernelRules.XNU,
                limits,
                new UserContext(UserLayout.LP64, memoryOfA, TOKENS_OF_A),
                new UserContext(ofB, this.memoryOfB, MachMsgTokens.NOBODY));
    }

    BytesOnly(UserLayout ofB) {
        this(KernelLimits.DEFAULT, ofB, MEMORY);
    }

    BytesOnly() {
        this(UserLayout.LP64);
    }

    static MachMsg call(
            MachThread thread, ByteBuffer bytes, int option, int sendSize, int receiveSize, MachPortName from) {
        return new MachMsg(thread.task().user(), bytes, option, sendSize, receiveSize, from, 0);
    }

    /** The code of a call that must not block. */
    int end(MachThread thread, MachMsg call) {
        Rest rest = s.run(thread, call.begin());
        return call.end(assertInstanceOf(Answer.Returned.class, rest.answer()).result());
    }

    /** A call that must block. */
    void blocks(MachThread thread, MachMsg call) {
        assertSame(Answer.Going.BLOCKED, s.run(thread, call.begin()).answer());
    }

    /** Sends and does not wait. */
    int send(MachThread thread, UserMessage message) {
        int option = UserMessage.SEND | UserMessage.SEND_TIMEOUT;
        return end(thread, call(thread, message.bytes(), option, message.size(), 0, MachPortName.MACH_PORT_NULL));
    }

    /** Receives into that buffer and does not wait. */
    int receive(MachThread thread, ByteBuffer into, int option, int size, MachPortName from) {
        return end(thread, call(thread, into, option | UserMessage.RCV | UserMessage.RCV_TIMEOUT, 0, size, from));
    }

    /** Receives a message that is there, without trailer but for the least. */
    ByteBuffer received(MachThread thread, MachPortName from) {
        ByteBuffer bytes = UserBytes.zeros(1000);
        int code = receive(thread, bytes, 0, 1000, from);
        if (code != 0) {
            throw new AssertionError("receive answers 0x" + Integer.toHexString(code));
        }
        return bytes;
    }
}
