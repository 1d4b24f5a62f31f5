package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.Signal;
import dev.portolan.kernel.personality.SignalCall;
import dev.portolan.kernel.personality.SignalDuty;
import dev.portolan.kernel.personality.ThreadSignals;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.personality.UnixProcess;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Each pair of signals, in either order, while none, one or both are masked: in which order they come. What the model
 * {@code MCSignalsPending} says of it, up to the end of a process that is killed.
 */
@DisplayName("pending signals")
class PendingSignalsTest {

    /* By their numbers, which this test has from nobody. */
    private static final List<Signal> IN_ORDER = List.of(
            Signal.SIGQUIT,
            Signal.SIGILL,
            Signal.SIGTRAP,
            Signal.SIGABRT,
            Signal.SIGEMT,
            Signal.SIGFPE,
            Signal.SIGKILL,
            Signal.SIGBUS,
            Signal.SIGSEGV,
            Signal.SIGSYS,
            Signal.SIGPIPE);

    /** Clauses {@code exceptions.signal.14} and {@code exceptions.signal.16}. */
    @Test
    void theLowestComesFirstAndWhatIsMaskedWaits() {
        for (Signal first : IN_ORDER) {
            for (Signal second : IN_ORDER) {
                for (List<Signal> masked :
                        List.of(List.<Signal>of(), List.of(first), List.of(second), List.of(first, second))) {
                    assertEquals(
                            expected(first, second, masked),
                            new Thread(masked).comes(first, second),
                            () -> first + ", " + second + ", masked " + masked);
                }
            }
        }
    }

    /* At first what may come, by number, then the rest; nothing after the end. */
    private static List<Signal> expected(Signal first, Signal second, List<Signal> masked) {
        List<Signal> order = new ArrayList<>();
        for (boolean waits : new boolean[] {false, true}) {
            TreeSet<Integer> places = new TreeSet<>();
            for (Signal signal : List.of(first, second)) {
                if ((masked.contains(signal) && signal != Signal.SIGKILL) == waits) {
                    places.add(IN_ORDER.indexOf(signal));
                }
            }
            places.forEach(place -> order.add(IN_ORDER.get(place)));
        }
        int end = order.indexOf(Signal.SIGKILL);
        return end < 0 ? order : order.subList(0, end + 1);
    }

    /** A thread of a process that catches all that it can. */
    private static final class Thread {

        private final SimulatedMachine machine = new SimulatedMachine();
        private final MachThread one;
        private final MachThread other;
        private final ThreadSignals signals;

        Thread(List<Signal> masked) {
            Kernel kernel = new Kernel(machine, KernelRules.XNU, ExceptionRules.XNU, KernelLimits.DEFAULT);
            one = kernel.createThread(kernel.createTask("V"), "V1");
            other = kernel.createThread(one.task(), "V2");
            UnixPersonality unix = UnixPersonality.boot(kernel, true, true, 8);
            UnixProcess process = unix.createProcess(one.task(), 64);
            IN_ORDER.stream().filter(signal -> signal != Signal.SIGKILL).forEach(process.caught()::add);
            signals = unix.signals(one);
            signals.masked().addAll(masked);
        }

        List<Signal> comes(Signal first, Signal second) {
            for (Signal signal : List.of(first, second)) {
                Answer.Returned answer = assertInstanceOf(
                        Answer.Returned.class, machine.begin(other, new SignalCall.PthreadKill(one, signal)));
                assertEquals(KernReturn.KERN_SUCCESS, answer.result().code());
            }
            List<Signal> come = new ArrayList<>();
            if (take(come)) {
                signals.masked().clear();
                take(come);
            }
            return come;
        }

        /** Comes to the border until nothing comes; false once the process ends. */
        private boolean take(List<Signal> come) {
            int before;
            do {
                before = signals.pending().size();
                one.begin(new UserBorder.Return(null));
                machine.step(one);
                if (signals.pending().size() < before) {
                    come.add(signals.taken());
                }
                if (one.continuation() instanceof SignalDuty.Exit) {
                    return false;
                }
                assertEquals(Continuation.Idle.IDLE, one.continuation());
            } while (signals.pending().size() < before);
            return true;
        }
    }
}
