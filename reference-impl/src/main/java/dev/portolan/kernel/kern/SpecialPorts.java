package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.rules.ExceptionRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code itk_sself}, {@code itk_bootstrap}, {@code itk_registered} and their kin: the ports that a task or thread has by
 * number, and those that a task registers.
 *
 * <p>Its lock is its monitor. Rights that are displaced are added to the doomed ones, for a time when no lock is held.
 */
public final class SpecialPorts {

    public static final int KERNEL_PORT = 1;
    public static final int TASK_HOST_PORT = 2;
    public static final int TASK_NAME_PORT = 3;
    public static final int TASK_BOOTSTRAP_PORT = 4;
    public static final int TASK_SEATBELT_PORT = 7;
    public static final int TASK_ACCESS_PORT = 9;

    private static final int NUMBERS = 10;
    private static final int REGISTERED_MANY = 3;
    private static final int REGISTERED_FEW = 4;

    /* Guarded by this. By number, null where there is none. */
    private final HeldPort[] special;
    private final HeldPort[] registered;
    private boolean gone;

    private SpecialPorts(int registeredMax) {
        special = new HeldPort[NUMBERS];
        special[KERNEL_PORT] = HeldPort.OWN;
        registered = new HeldPort[registeredMax];
        Arrays.fill(registered, HeldPort.NULL);
    }

    SpecialPorts(SpecialPorts original, KernelCopy copy) {
        special = original.special.clone();
        Arrays.setAll(special, i -> special[i] == null ? null : special[i].copy(copy));
        registered = original.registered.clone();
        Arrays.setAll(registered, i -> registered[i].copy(copy));
        gone = original.gone;
    }

    /** Those of a thread. */
    public static SpecialPorts ofThread() {
        return new SpecialPorts(0);
    }

    /** Those of a task. */
    public static SpecialPorts ofTask(ExceptionRules rules) {
        boolean many = rules.specialPorts() == ExceptionRules.SpecialPorts.MANY;
        SpecialPorts ports = new SpecialPorts(many ? REGISTERED_MANY : REGISTERED_FEW);
        ports.special[TASK_BOOTSTRAP_PORT] = HeldPort.NULL;
        if (many) {
            ports.special[TASK_HOST_PORT] = HeldPort.HOST;
            ports.special[TASK_SEATBELT_PORT] = HeldPort.NULL;
            ports.special[TASK_ACCESS_PORT] = HeldPort.NULL;
        }
        return ports;
    }

    /** True if a port of that number can be set. */
    boolean has(int which) {
        return which > 0 && which < NUMBERS && special[which] != null;
    }

    /** The port of a number that there is. */
    public synchronized HeldPort get(int which) {
        return special[which];
    }

    /** The port of a number that there is, with a right of the caller's own if it is not the kernel's. */
    synchronized HeldPort take(int which) {
        KernelPorts.copySend(special[which].right());
        return special[which];
    }

    /** True if the port of the number protects the task, and is set already. */
    synchronized boolean isProtected(int which) {
        return (which == TASK_SEATBELT_PORT || which == TASK_ACCESS_PORT) && special[which].isValid();
    }

    /** The right moves in; answers false, and nothing is changed, if the task or thread is gone. */
    synchronized boolean set(int which, HeldPort port, DoomedRights displaced) {
        if (gone) {
            return false;
        }
        displaced.add(special[which].right());
        special[which] = port;
        return true;
    }

    /** How many ports can be registered. */
    int registeredMax() {
        return registered.length;
    }

    /** The ports registered, in order. */
    public synchronized List<HeldPort> registered() {
        return List.of(registered);
    }

    /** The rights move in, and null where no more are; answers false, and nothing is changed, if the task is gone. */
    synchronized boolean register(List<HeldPort> ports, DoomedRights displaced) {
        if (gone) {
            return false;
        }
        for (int i = 0; i < registered.length; i++) {
            displaced.add(registered[i].right());
            registered[i] = i < ports.size() ? ports.get(i) : HeldPort.NULL;
        }
        return true;
    }

    /** The ports registered, each with a right of the caller's own. */
    synchronized List<HeldPort> lookup() {
        for (HeldPort port : registered) {
            KernelPorts.copySend(port.right());
        }
        return List.of(registered);
    }

    /** All that a parent has but for its own port, each with a right of its own. Conditions: nobody knows these ports yet. */
    void inherit(SpecialPorts parent) {
        synchronized (parent) {
            System.arraycopy(parent.special, 0, special, 0, NUMBERS);
            special[KERNEL_PORT] = HeldPort.OWN;
            System.arraycopy(parent.registered, 0, registered, 0, registered.length);
            rights().forEach(KernelPorts::copySend);
        }
    }

    /** Each right is given up at once, and no other is taken. */
    synchronized void release(DoomedRights told) {
        rights().forEach(right -> KernelPorts.releaseSend(right, told));
        for (int which = 0; which < NUMBERS; which++) {
            if (special[which] != null) {
                special[which] =
                        which == KERNEL_PORT ? HeldPort.OWN : which == TASK_HOST_PORT ? HeldPort.HOST : HeldPort.NULL;
            }
        }
        Arrays.fill(registered, HeldPort.NULL);
        gone = true;
    }

    /** The rights that these ports are kept by. */
    synchronized List<NakedRight> rights() {
        List<NakedRight> rights = new ArrayList<>();
        for (HeldPort port : special) {
            if (port != null) {
                rights.add(port.right());
            }
        }
        for (HeldPort port : registered) {
            rights.add(port.right());
        }
        return rights;
    }
}
