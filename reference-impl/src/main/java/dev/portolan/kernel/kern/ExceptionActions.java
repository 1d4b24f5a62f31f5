package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.NakedRight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code exc_actions}: the slots of a thread, a task or the host, one for each type of exception, or a single one.
 *
 * <p>Its lock is its monitor. Rights that are displaced are added to the doomed ones, for a time when no lock is held.
 */
public final class ExceptionActions {

    /* Arrays are never changed, so that these serve all. */
    private static final ExceptionAction[] NOBODY_MASKED = nobody(ExceptionType.COUNT);
    private static final ExceptionAction[] NOBODY_SINGLE = nobody(1);

    private final boolean masked;

    /* Guarded by this, and never changed but replaced. Null while there is no table. */
    private ExceptionAction[] actions;

    /** @param present whether there is a table from the beginning, or from the first time on that a port is set */
    ExceptionActions(boolean masked, boolean present) {
        this.masked = masked;
        actions = present ? empty() : null;
    }

    ExceptionActions(ExceptionActions original, KernelCopy copy) {
        masked = original.masked;
        actions = original.actions;
        if (actions != null && actions != original.empty()) {
            actions = actions.clone();
            Arrays.setAll(actions, i -> actions[i].copy(copy));
        }
    }

    private static ExceptionAction[] nobody(int slots) {
        ExceptionAction[] none = new ExceptionAction[slots];
        Arrays.fill(none, ExceptionAction.NONE);
        return none;
    }

    private ExceptionAction[] empty() {
        return masked ? NOBODY_MASKED : NOBODY_SINGLE;
    }

    /** True if there is a table. */
    public synchronized boolean isPresent() {
        return actions != null;
    }

    /** The slot for a type of exception; that of nobody if there is no table. */
    public synchronized ExceptionAction get(int type) {
        return actions == null ? ExceptionAction.NONE : actions[masked ? type : 0];
    }

    /** The slot for a type with a right of the caller's own; null if its port is none or dead. */
    synchronized ExceptionAction take(int type) {
        ExceptionAction action = get(type);
        NakedRight right = KernelPorts.copySend(action.right());
        return right == null ? null : action.holding(right);
    }

    /** All slots of the mask change at once, each with a right of its own; that of the caller's stays the caller's. */
    synchronized void set(int mask, NakedRight right, int behavior, int flavor, DoomedRights displaced) {
        set(mask, ExceptionAction.of(right, behavior, flavor), displaced);
    }

    private void set(int mask, ExceptionAction action, DoomedRights displaced) {
        ExceptionAction[] changed = (actions == null ? empty() : actions).clone();
        for (int type = 0; type < changed.length; type++) {
            if (ExceptionType.isIn(mask, type)) {
                displaced.add(changed[type].right());
                KernelPorts.copySend(action.right());
                changed[type] = action;
            }
        }
        actions = changed;
    }

    /** Slots that are alike, with a right for who asks. */
    record Group(ExceptionAction action, int mask) {}

    /**
     * The groups of the mask's slots, as many as there is room for, where the first type of each stands.
     *
     * @return none if there is no table
     */
    synchronized List<Group> get(int mask, int count) {
        List<Group> groups = actions == null ? List.of() : groups(actions, mask, count);
        groups.forEach(group -> KernelPorts.copySend(group.action().right()));
        return groups;
    }

    /** As many groups as there is room for, and the slots of their types changed, in one critical section. */
    synchronized List<Group> swap(
            int mask, int count, NakedRight right, int behavior, int flavor, DoomedRights displaced) {
        List<Group> groups = groups(actions == null ? empty() : actions, mask, count);
        groups.forEach(group -> KernelPorts.copySend(group.action().right()));
        int swapped = 0;
        for (Group group : groups) {
            swapped |= group.mask();
        }
        set(swapped, ExceptionAction.of(right, behavior, flavor), displaced);
        return groups;
    }

    private static List<Group> groups(ExceptionAction[] actions, int mask, int count) {
        List<Group> groups = new ArrayList<>();
        for (int type = 0; type < actions.length && groups.size() < count; type++) {
            if (ExceptionType.isIn(mask, type)) {
                add(groups, actions[type], type);
            }
        }
        return groups;
    }

    private static void add(List<Group> groups, ExceptionAction action, int type) {
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            if (group.action().isLike(action)) {
                groups.set(i, new Group(group.action(), group.mask() | 1 << type));
                return;
            }
        }
        groups.add(new Group(action, 1 << type));
    }

    /** The right moves into the single slot. */
    synchronized void move(ExceptionAction action, DoomedRights displaced) {
        displaced.add(actions[0].right());
        actions = new ExceptionAction[] {action};
    }

    /** The slots of a parent, each with a right of its own. Conditions: nobody knows this table yet. */
    void inherit(ExceptionActions parent) {
        synchronized (parent) {
            for (ExceptionAction action : parent.actions) {
                KernelPorts.copySend(action.right());
            }
            actions = parent.actions;
        }
    }

    /** The table goes, and each slot's right is given up at once. */
    synchronized void release(boolean present, DoomedRights told) {
        if (actions != null) {
            for (ExceptionAction action : actions) {
                KernelPorts.releaseSend(action.right(), told);
            }
        }
        actions = present ? empty() : null;
    }

    /** The rights that the slots own. */
    synchronized List<NakedRight> rights() {
        List<NakedRight> rights = new ArrayList<>();
        if (actions != null) {
            for (ExceptionAction action : actions) {
                rights.add(action.right());
            }
        }
        return rights;
    }
}
