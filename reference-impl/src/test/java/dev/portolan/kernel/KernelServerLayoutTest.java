package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests to the kernel and their replies, each word of them written down: what the stubs lay out, and no code of the kernel's. */
class KernelServerLayoutTest {

    private static final int COPY_SEND = MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code();
    private static final long INT = 0x1001_2002L;

    private final KernelMessages xnu = new KernelMessages(true);
    private final KernelMessages classic = new KernelMessages(false);

    private static Long[] words(long... words) {
        return Arrays.stream(words).boxed().toArray(Long[]::new);
    }

    private static MachMsgBuffer ask(
            KernelMessages on, MachPortName to, int id, int size, List<MachMsgDescriptor> rights, Long... body) {
        return Simulation.message(on.in.call(
                on.in.b1,
                on.rpc(
                        to,
                        id,
                        size,
                        List.of(body),
                        rights,
                        MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                        MachMsgTimeout.POLL)));
    }

    private static void says(MachMsgBuffer reply, int id, int size, int rights, long... body) {
        assertEquals(id, reply.id());
        assertEquals(size, reply.size());
        assertEquals(rights, reply.descriptors().size());
        assertEquals(List.of(words(body)), reply.body());
    }

    private static List<MachMsgDescriptor> right(KernelMessages on) {
        return List.of(new MachMsgDescriptor.Port(on.port(), COPY_SEND));
    }

    @Test
    @Clause("exceptions.server.3")
    void requestsWithoutArgumentsAreBareHeaders() {
        says(ask(xnu, xnu.threadPort(0), 3605, 24, List.of()), 3705, 36, 0, 0, 1, 0);
        says(ask(classic, classic.threadPort(0), 2062, 24, List.of()), 2162, 32, 0, INT, 0);
    }

    @Test
    @Clause("exceptions.server.3")
    void wordsStandBehindTheNdrRecordOrEachBehindItsType() {
        says(ask(xnu, xnu.taskPort(), 3204, 36, List.of(), words(0, 1, 1)), 3304, 40, 0, 0, 1, 0, 0x103);
        says(ask(classic, classic.taskPort(), 3204, 32, List.of(), words(INT, 1)), 3304, 40, 0, INT, 0, INT, 1);
    }

    @Test
    @Clause("exceptions.server.3")
    void aRightStandsBeforeTheWords() {
        says(ask(xnu, xnu.taskPort(), 3410, 52, right(xnu), words(0, 1, 4)), 3510, 36, 0, 0, 1, 0);
        says(ask(classic, classic.taskPort(), 2059, 40, right(classic), words(INT, 4)), 2159, 32, 0, INT, 0);
        says(ask(xnu, xnu.taskPort(), 3413, 60, right(xnu), words(0, 1, 2, 1, 0)), 3513, 36, 0, 0, 1, 0);
    }

    @Test
    @Clause("exceptions.server.5")
    void aReplyOfOneRightHasNoCodeInXnu() {
        says(ask(xnu, xnu.taskPort(), 3409, 36, List.of(), words(0, 1, 1)), 3509, 40, 1);
        says(ask(classic, classic.taskPort(), 2058, 32, List.of(), words(INT, 1)), 2158, 40, 1, INT, 0);
        says(ask(xnu, xnu.taskPort(), 3411, 24, List.of()), 3511, 40, 1);
    }

    @Test
    @Clause("exceptions.server.5")
    void anArrayOfRightsIsOutOfLine() {
        says(ask(xnu, xnu.taskPort(), 3402, 24, List.of()), 3502, 56, 1, 0, 1, 5);
        says(ask(classic, classic.taskPort(), 2011, 24, List.of()), 2111, 48, 1, INT, 0);
        says(ask(xnu, xnu.taskPort(), 3404, 24, List.of()), 3504, 56, 1, 0, 1, 3);
    }

    @Test
    @Clause("exceptions.server.5")
    void registersAreCounted() {
        says(
                ask(xnu, xnu.threadPort(0), 3603, 40, List.of(), words(0, 1, 1, 4)),
                3703,
                56,
                0,
                0,
                1,
                0,
                4,
                0x1000,
                0x7fff_0000,
                0,
                0);
        says(
                ask(classic, classic.threadPort(0), 2017, 40, List.of(), words(INT, 2, INT, 2)),
                2117,
                44,
                0,
                INT,
                0,
                0x1002_2002L,
                0x1000,
                0x7fff_0000);
        says(
                ask(xnu, xnu.threadPort(0), 3604, 56, List.of(), words(0, 1, 1, 4, 0x2000, 1, 2, 3)),
                3704,
                36,
                0,
                0,
                1,
                0);
        says(
                ask(classic, classic.threadPort(0), 2018, 52, List.of(), words(INT, 1, 0x1004_2002L, 0x2000, 1, 2, 3)),
                2118,
                32,
                0,
                INT,
                0);
        assertEquals(List.of(0x2000, 1, 2, 3), xnu.thread(0).act().getState(1));
        assertEquals(List.of(0x2000, 1, 2, 3), classic.thread(0).act().getState(1));
    }

    @Test
    @Clause("exceptions.server.3")
    void aCountThatIsNotTheArraysIsBad() {
        MachMsgBuffer reply = ask(xnu, xnu.threadPort(0), 3604, 56, List.of(), words(0, 1, 1, 3, 0x2000, 1, 2, 3));
        says(reply, 3704, 36, 0, 0, 1, 0xffff_fed0L);
    }

    @Test
    @Clause("exceptions.server.5")
    void informationSaysWhatAThreadDoes() {
        says(
                ask(xnu, xnu.threadPort(0), 3612, 40, List.of(), words(0, 1, 3, 10)),
                3712,
                80,
                0,
                0,
                1,
                0,
                10,
                0,
                0,
                0,
                0,
                0,
                0,
                4,
                0,
                1,
                0);
        says(
                ask(classic, classic.threadPort(0), 2019, 40, List.of(), words(INT, 1, INT, 13)),
                2119,
                88,
                0,
                INT,
                0,
                0x100d_2002L,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                2,
                0,
                1,
                0,
                0,
                0);
    }

    @Test
    @Clause("exceptions.server.5")
    void thirtyTwoHandlersAreAlwaysTold() {
        says(ask(xnu, xnu.taskPort(), 3414, 36, List.of(), words(0, 1, 2)), 3514, 436, 32, 0, 1, 1, 2, 0, 0);
    }
}
