package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_TASK;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.KernReturn.KERN_TERMINATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadStateCall;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each call on a thread or a task that was told to end, and is not gone, in both dialects. */
@DisplayName("calls on who was told to end")
class EndedObjectsTest {

    private static final int GENERAL = ThreadStateFlavor.GENERAL.number();
    private static final int KERNEL_PORT = 1;

    private static final CallRights.Argument NO_RIGHT =
            new CallRights.Named(MachPortName.MACH_PORT_NULL, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);

    private Simulation in;

    private void answers(ReturnCode expected, Continuation call) {
        assertEquals(expected, in.code(in.b1, call), call::toString);
    }

    private void threadAnswers(ReturnCode expected, ReturnCode ofPorts) {
        assertEquals(KERN_SUCCESS, in.code(in.b1, new ThreadCall.ThreadTerminate(in.a1)));
        assertFalse(in.a1.act().isGone());
        answers(expected, new ThreadCall.ThreadTerminate(in.a1));
        answers(expected, new ThreadCall.ThreadSuspend(in.a1));
        answers(expected, new ThreadCall.ThreadResume(in.a1));
        answers(expected, new ThreadCall.ThreadAbort(in.a1));
        answers(expected, new ThreadCall.ThreadAbortSafely(in.a1));
        answers(expected, new ThreadStateCall.ThreadGetState(in.a1, GENERAL));
        answers(
                expected,
                new ThreadStateCall.ThreadSetState(in.a1, GENERAL, in.a1.act().getState(GENERAL)));
        answers(ofPorts, new SpecialPortsCall.GetSpecialPort(in.a1.act(), KERNEL_PORT));
        answers(ofPorts, new SpecialPortsCall.SetSpecialPort(in.a1.act(), KERNEL_PORT, NO_RIGHT));
    }

    /* Who ends it has not taken its space apart yet. */
    private void taskAnswers(ReturnCode expected, ReturnCode ofCreation) {
        in.machine.begin(in.b2, new TaskCall.TaskTerminate(in.a));
        assertFalse(in.a.isActive() || in.a.isGone());
        answers(expected, new TaskCall.TaskTerminate(in.a));
        answers(expected, new TaskCall.TaskSuspend(in.a));
        answers(expected, new TaskCall.TaskResume(in.a));
        answers(expected, new TaskCall.TaskThreads(in.a));
        answers(expected, new ThreadCall.ThreadCreate(in.a, "A4"));
        answers(expected, new SpecialPortsCall.GetSpecialPort(in.a, KERNEL_PORT));
        answers(expected, new SpecialPortsCall.SetSpecialPort(in.a, KERNEL_PORT, NO_RIGHT));
        answers(KERN_INVALID_ARGUMENT, new SpecialPortsCall.MachPortsRegister(in.a, List.of()));
        answers(KERN_INVALID_ARGUMENT, new SpecialPortsCall.MachPortsLookup(in.a));
        answers(ofCreation, new TaskCall.TaskCreate(in.a, "C"));
    }

    @Test
    @Clause({"exceptions.terminate.2", "exceptions.suspend.2", "exceptions.resume.2", "exceptions.abort.3"})
    void aThreadIsSeenToHaveEndedOrIsNone() {
        in = Simulation.withExceptions(true);
        threadAnswers(KERN_TERMINATED, KERN_FAILURE);
        in = Simulation.withExceptions(false);
        threadAnswers(KERN_INVALID_ARGUMENT, KERN_INVALID_ARGUMENT);
    }

    @Test
    @Clause({"exceptions.terminate.5", "exceptions.suspend.5", "exceptions.resume.6", "exceptions.create.1"})
    void aTaskIsSeenToHaveEndedOrIsNone() {
        in = Simulation.withExceptions(true);
        taskAnswers(KERN_FAILURE, KERN_FAILURE);
        in = Simulation.withExceptions(false);
        taskAnswers(KERN_INVALID_ARGUMENT, KERN_INVALID_TASK);
    }
}
