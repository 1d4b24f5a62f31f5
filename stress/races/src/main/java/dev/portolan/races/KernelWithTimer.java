package dev.portolan.races;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MkTimerTraps;

/** A kernel in which A has a timer. Its time comes when a race says so. */
abstract class KernelWithTimer extends KernelRace {

    /** The timer, in A. */
    final MachPortName timer;

    private final IpcPort object;

    KernelWithTimer(Machine machine) {
        super(machine);
        timer = ((OutValue.Name) made(a1, MkTimerTraps.mkTimerCreate()).out()).name();
        object = portOf(a, timer);
    }

    /** How many messages the timer's port has. */
    final int messages() {
        return object.messageCount();
    }

    /** When the timer fires, 0 if it does not. */
    final long deadline() {
        return object.requests().timer().deadline();
    }
}
