package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.rules.ExceptionRules;
import java.util.Map;
import java.util.TreeMap;

/** The routines that the kernel serves, of each dialect's subsystems. */
final class KernelRoutines {

    private static final Map<Integer, KernelRoutine> XNU = xnu();
    private static final Map<Integer, KernelRoutine> CLASSIC = classic();

    private final Map<Integer, KernelRoutine> byId = new TreeMap<>();

    private KernelRoutines() {}

    /** The routine of that id; null if there is none. */
    static KernelRoutine of(ExceptionRules rules, int id) {
        return all(rules.portsAreMasked()).get(id);
    }

    /** All of a dialect, by their ids in ascending order. */
    static Map<Integer, KernelRoutine> all(boolean xnu) {
        return xnu ? XNU : CLASSIC;
    }

    /** Serves a routine of a subsystem, whose id is that of its place there. */
    void add(MigSubsystem subsystem, String name, KernelRoutine routine) {
        if (byId.put(subsystem.id(name), routine) != null) {
            throw new IllegalStateException(name + " is served twice");
        }
    }

    private static Map<Integer, KernelRoutine> xnu() {
        KernelRoutines routines = new KernelRoutines();
        HostRoutines.addXnus(routines);
        PortRoutines.addXnus(routines);
        TaskRoutines.addXnus(routines);
        ThreadRoutines.addXnus(routines);
        return routines.byId;
    }

    private static Map<Integer, KernelRoutine> classic() {
        KernelRoutines routines = new KernelRoutines();
        HostRoutines.addClassics(routines);
        PortRoutines.addClassics(routines);
        TaskRoutines.addClassics(routines);
        ThreadRoutines.addClassics(routines);
        return routines.byId;
    }
}
