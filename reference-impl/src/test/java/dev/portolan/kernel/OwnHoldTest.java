package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadHold;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A thread that suspends its own task waits for the others of it, and for itself never: {@code exceptions.suspend.6}. */
@DisplayName("who holds its own task")
class OwnHoldTest {

    private final SimulatedMachine machine = new SimulatedMachine();
    private final Kernel kernel = new Kernel(machine, KernelRules.XNU, ExceptionRules.XNU, KernelLimits.DEFAULT);
    private final MachThread holder = kernel.createThread(kernel.createTask("V"), "V1");
    private final MachThread other = kernel.createThread(holder.task(), "V2");

    @Test
    void waitsUntilTheOthersCome() {
        assertEquals(Answer.Going.BLOCKED, machine.begin(holder, new TaskCall.TaskSuspend(holder.task())));
        assertEquals(List.of(), machine.letGo());
        machine.begin(other, new UserBorder.Return(CallResult.KERN_SUCCESS));
        assertEquals(List.of(holder), machine.letGo());
        assertInstanceOf(ThreadHold.AwaitStopped.class, holder.continuation());
        machine.step(holder);
        assertInstanceOf(UserBorder.Return.class, holder.continuation());
    }
}
