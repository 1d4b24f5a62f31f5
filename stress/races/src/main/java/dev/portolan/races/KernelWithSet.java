package dev.portolan.races;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.trap.MachPortTraps;

/** A kernel in which A has a port and a port set, and B a send right to the port. */
abstract class KernelWithSet extends KernelWithPort {

    final MachPortName set;

    KernelWithSet(Machine machine) {
        super(machine);
        set = setInA();
    }

    /** The port becomes a member of the set. */
    final void joins() {
        made(a1, MachPortTraps.machPortInsertMember(a, port, set));
    }
}
