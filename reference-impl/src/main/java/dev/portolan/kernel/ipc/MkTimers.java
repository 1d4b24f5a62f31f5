package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;

/** The calls on timers, each one critical section of a space and of the port that a name in it denotes. */
public final class MkTimers {

    private static final PortGuard IMMOVABLE = new PortGuard(0, false, false, true);

    /** What is done with a timer, whose port is locked. */
    private interface Deed {
        CallResult with(MkTimer timer);
    }

    private MkTimers() {}

    /** Makes a timer; its name is null where there is no room for one. */
    @Refines("MkTimerCreate")
    public static CallResult create(IpcSpace space) {
        // Nobody may destroy or reuse the name before its port is a timer's.
        synchronized (space) {
            CallResult made = PortConstruction.construct(space, PortConstruction.DEFAULT_LIMIT, false, IMMOVABLE);
            if (!(made.out() instanceof OutValue.Name given)) {
                return CallResult.of(KERN_SUCCESS, new OutValue.Name(MachPortName.MACH_PORT_NULL));
            }
            IpcPort port = space.lookup(given.name().value()).port();
            synchronized (port) {
                port.requests().setTimer(new MkTimer(port));
                port.copySend();
            }
            return made;
        }
    }

    /** Arms the timer for that time, or fires it if the time is past, which {@code now} says. */
    @Refines("MkTimerArm")
    public static CallResult arm(IpcSpace space, int name, long time, long now) {
        return of(space, name, timer -> {
            if (time > now) {
                timer.arm(time);
            } else {
                timer.fire();
            }
            return CallResult.of(KERN_SUCCESS);
        });
    }

    /** Tells when the timer would have fired, which it now does not; what it has sent stays sent. */
    @Refines("MkTimerCancel")
    public static CallResult cancel(IpcSpace space, int name) {
        return of(space, name, timer -> CallResult.of(KERN_SUCCESS, new OutValue.Time(timer.cancel())));
    }

    /** Destroys the name of a timer. */
    @Refines("MkTimerDestroy")
    public static KernReturn destroy(IpcSpace space, int name, DoomedRights doomed) {
        synchronized (space) {
            CallResult timer = of(space, name, there -> CallResult.of(KERN_SUCCESS));
            return timer.code() == KERN_SUCCESS
                    ? NameDestruction.machPortDestroy(space, name, doomed)
                    : (KernReturn) timer.code();
        }
    }

    /** The timer of that name, or null if it is none's. */
    public static MkTimer named(IpcSpace space, int name) {
        synchronized (space) {
            IpcEntry entry = space.lookup(name);
            return entry == null || !entry.type.holdsReceive()
                    ? null
                    : entry.port().requests().timer();
        }
    }

    private static CallResult of(IpcSpace space, int name, Deed deed) {
        synchronized (space) {
            IpcEntry entry = space.lookup(name);
            if (entry == null) {
                return CallResult.of(KERN_INVALID_NAME);
            }
            if (!entry.type.holdsReceive()) {
                return CallResult.of(KERN_INVALID_RIGHT);
            }
            IpcPort port = entry.port();
            synchronized (port) {
                MkTimer timer = port.requests().timer();
                return timer == null ? CallResult.of(KERN_INVALID_ARGUMENT) : deed.with(timer);
            }
        }
    }
}
