package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TOO_LARGE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.user.Schedule;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserMachine;
import dev.portolan.kernel.user.UserProgram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run loop does with ports: one to be woken by, in the set of each of its modes, and sources beside it. */
class RunLoopTest {

    private static final long STEPS_MAX = 10_000;
    private static final int STACK_SIZE_MAX = 0x10_0000;

    /* What a message of the system's takes beside its header: a trailer with everything in it. */
    private static final int TRAILER = 68;

    /** The ports of a loop with two modes. */
    private record Loop(MachPortName wakeUp, MachPortName common, MachPortName tracking) {

        static Loop of(UserLibrary mach) {
            MachPortName wakeUp = mach.machPortAllocate(MACH_PORT_RIGHT_RECEIVE);
            mach.machPortInsertSend(wakeUp);
            mach.machPortSetLimits(wakeUp, 1);
            Loop loop = new Loop(
                    wakeUp,
                    mach.machPortAllocate(MACH_PORT_RIGHT_PORT_SET),
                    mach.machPortAllocate(MACH_PORT_RIGHT_PORT_SET));
            mach.machPortInsertMember(wakeUp, loop.common());
            mach.machPortInsertMember(wakeUp, loop.tracking());
            return loop;
        }

        /** Wakes the loop; that it is about to be woken already is as good. */
        ReturnCode wakeUp(UserLibrary mach) {
            MachMsgHeader header = MachMsgHeader.to(wakeUp, MACH_MSG_TYPE_COPY_SEND, 0);
            ReturnCode came =
                    mach.machMsg(MachMsgSend.of(header, MachMsgTimeout.POLL)).code();
            if (came == MACH_SEND_TIMED_OUT) {
                // mach_msg_destroy: the message has come back with its right.
                assertSame(KERN_SUCCESS, mach.machPortDeallocate(wakeUp));
            }
            return came;
        }

        int wakeUpRefs(UserLibrary mach) {
            return mach.machPortGetRefs(mach.machTaskSelf(), wakeUp, MACH_PORT_RIGHT_SEND);
        }

        /** Waits in that mode, with a buffer that grows to what comes. */
        static MachMsgBuffer next(UserLibrary mach, MachPortName mode, List<Integer> sizes) {
            int size = MachMsgHeader.SIZE + TRAILER;
            while (true) {
                sizes.add(size);
                CallResult result = mach.machMsg(new MachMsgReceive(mode, size, true, TRAILER, MachMsgTimeout.FOREVER));
                if (result.code() == MACH_MSG_SUCCESS) {
                    return ((OutValue.Message) result.out()).buffer();
                }
                assertSame(MACH_RCV_TOO_LARGE, result.code());
                size = ((OutValue.Size) result.out()).size() + TRAILER;
            }
        }
    }

    private static void run(Schedule schedule, UserProgram program) {
        SimulatedMachine machine = new SimulatedMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
        UnixPersonality.boot(kernel, false, true, STACK_SIZE_MAX);
        List<Boolean> ended = new ArrayList<>();
        try (UserMachine users = new UserMachine(machine, kernel, schedule)) {
            users.boot("app", "app-1", mach -> {
                program.run(mach);
                ended.add(true);
            });
            users.run(STEPS_MAX);
            KernelAuditAfterCalls.audit(kernel);
        }
        assertEquals(List.of(true), ended);
    }

    @Test
    @Clause({"ipc.send.17", "ipc.set.1"})
    void theWakeUpPortIsInTheSetOfEveryModeAndHoldsOneWakeUp() {
        run(Schedule.oldestFirst(), mach -> {
            Loop loop = Loop.of(mach);
            assertSame(MACH_MSG_SUCCESS, loop.wakeUp(mach));
            for (int i = 0; i < 3; i++) {
                assertSame(MACH_SEND_TIMED_OUT, loop.wakeUp(mach));
                assertEquals(1, loop.wakeUpRefs(mach));
            }
            for (MachPortName mode : List.of(loop.tracking(), loop.common())) {
                MachMsgBuffer message = Loop.next(mach, mode, new ArrayList<>());
                assertEquals(loop.wakeUp(), message.local());
                assertEquals(0, message.id());
                assertSame(MACH_MSG_SUCCESS, loop.wakeUp(mach));
            }
            assertSame(KERN_SUCCESS, mach.machPortDestroy(loop.wakeUp()));
            assertTrue(mach.machPortGetSetStatus(mach.machTaskSelf(), loop.common())
                    .isEmpty());
            assertTrue(mach.machPortGetSetStatus(mach.machTaskSelf(), loop.tracking())
                    .isEmpty());
        });
    }

    @Test
    @Clause({"ipc.receive.5", "ipc.receive.8"})
    void theBufferGrowsToTheMessageAndTheLocalPortTellsTheSource() {
        run(Schedule.oldestFirst(), mach -> {
            Loop loop = Loop.of(mach);
            MachPortName source = mach.machPortAllocate(MACH_PORT_RIGHT_RECEIVE);
            mach.machPortInsertSend(source);
            mach.machPortInsertMember(source, loop.common());
            mach.machMsgSend(source, MACH_MSG_TYPE_COPY_SEND, 7, Collections.nCopies(10, 1L));
            List<Integer> sizes = new ArrayList<>();
            MachMsgBuffer message = Loop.next(mach, loop.common(), sizes);
            assertEquals(source, message.local());
            assertEquals(7, message.id());
            assertEquals(List.of(24 + TRAILER, 64 + TRAILER), sizes);
            loop.wakeUp(mach);
            assertEquals(loop.wakeUp(), Loop.next(mach, loop.common(), sizes).local());
        });
    }

    @Test
    @Clause("ipc.set.3")
    void otherThreadsWakeALoopThatWaitsWhateverTheSchedule() {
        for (long seed = 0; seed < 20; seed++) {
            List<ReturnCode> came = new ArrayList<>();
            run(Schedule.random(seed), mach -> {
                Loop loop = Loop.of(mach);
                for (int i = 1; i <= 3; i++) {
                    UserProgram wakes = waking -> came.add(loop.wakeUp(waking));
                    mach.threadResume(mach.threadCreate(mach.machTaskSelf(), "waker-" + i, wakes));
                }
                assertEquals(
                        loop.wakeUp(),
                        Loop.next(mach, loop.common(), new ArrayList<>()).local());
            });
            assertEquals(3, came.size());
            assertTrue(came.contains(MACH_MSG_SUCCESS));
        }
    }
}
