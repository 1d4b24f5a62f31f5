package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.CallRights.Argument;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.HostSwapCodes;
import dev.portolan.kernel.rules.ExceptionRules.IdentityTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * The first critical section of each call that sets, gets and swaps exception ports, of a thread, a task or the host; what
 * they leave over is given up after. The target is null where the caller named none, or a host without privilege.
 */
public sealed interface ExceptionPortsCall extends Continuation.Call {

    /** {@code thread_set_exception_ports}, {@code task_...}, {@code host_...}. */
    record SetExceptionPorts(ExceptionTarget of, int mask, Argument port, int behavior, int flavor)
            implements ExceptionPortsCall {
        @Override
        @Refines("SetExceptionPorts")
        public Step run(MachThread thread) {
            NakedRight right = port.copyin(thread);
            if (right == null) {
                return Step.done(MachMsgReturn.MACH_SEND_INVALID_RIGHT);
            }
            KernReturn refusal;
            synchronized (lock(of)) {
                refusal = refusal(thread, of, mask, right, behavior, flavor);
                if (refusal == KernReturn.KERN_SUCCESS) {
                    of.exceptions().set(mask, right, behavior, flavor, thread.doomed());
                }
            }
            thread.doomed().add(right);
            return UserBorder.released(thread, CallResult.of(refusal));
        }
    }

    /**
     * {@code thread_get_exception_ports}, {@code task_...}, {@code host_...}.
     *
     * @param count how many groups there is room for
     */
    record GetExceptionPorts(ExceptionTarget of, int mask, int count) implements ExceptionPortsCall {
        @Override
        @Refines("GetExceptionPorts")
        public Step run(MachThread thread) {
            if (of == null || of.isGone() || !ExceptionType.isMask(mask)) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            List<ExceptionActions.Group> groups;
            synchronized (lock(of)) {
                if (!of.isActive()) {
                    return Step.done(KernReturn.KERN_FAILURE);
                }
                groups = of.exceptions().get(mask, count);
            }
            return UserBorder.released(thread, told(thread, groups));
        }
    }

    /** {@code thread_swap_exception_ports}, {@code task_...}, {@code host_...}. */
    record SwapExceptionPorts(ExceptionTarget of, int mask, Argument port, int behavior, int flavor, int count)
            implements ExceptionPortsCall {
        @Override
        @Refines("SwapExceptionPorts")
        public Step run(MachThread thread) {
            NakedRight right = port.copyin(thread);
            if (right == null) {
                return Step.done(MachMsgReturn.MACH_SEND_INVALID_RIGHT);
            }
            KernReturn refusal;
            List<ExceptionActions.Group> groups = List.of();
            synchronized (lock(of)) {
                refusal = refusesCodes(thread, right)
                        ? KernReturn.KERN_INVALID_ARGUMENT
                        : refusal(thread, of, mask, right, behavior, flavor);
                if (refusal == KernReturn.KERN_SUCCESS) {
                    groups = of.exceptions().swap(mask, count, right, behavior, flavor, thread.doomed());
                }
            }
            CallResult result = refusal == KernReturn.KERN_SUCCESS ? told(thread, groups) : CallResult.of(refusal);
            thread.doomed().add(right);
            return UserBorder.released(thread, result);
        }

        private boolean refusesCodes(MachThread thread, NakedRight right) {
            return of instanceof MachHost
                    && right.isLive()
                    && ExceptionBehavior.hasWideCodes(behavior)
                    && thread.kernel().exceptionRules().hostSwapCodes() == HostSwapCodes.REFUSED;
        }
    }

    /** With this lock the target does not go between the checks and what is done with its slots. */
    static Object lock(ExceptionTarget of) {
        return of == null ? ExceptionAction.NONE : of;
    }

    /* The checks that set and swap have in common, in their order. */
    private static KernReturn refusal(
            MachThread thread, ExceptionTarget of, int mask, NakedRight right, int behavior, int flavor) {
        if (of == null || of.isGone() || !ExceptionType.isMask(mask)) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        if (!right.isNone() && !isBehavior(thread.kernel().exceptionRules(), behavior)) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        if (flavor != ThreadStateFlavor.NONE && ThreadStateFlavor.of(flavor) == null) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        return of.isActive() ? KernReturn.KERN_SUCCESS : KernReturn.KERN_FAILURE;
    }

    private static boolean isBehavior(ExceptionRules rules, int behavior) {
        boolean tokens = rules.identityTokens() == IdentityTokens.KNOWN;
        return ExceptionBehavior.isKnown(behavior, tokens)
                && (ExceptionBehavior.hasWideCodes(behavior) || !ExceptionBehavior.hasIdentityToken(behavior));
    }

    private static CallResult told(MachThread thread, List<ExceptionActions.Group> groups) {
        List<OutValue.ExceptionGroup> told = new ArrayList<>(groups.size());
        for (ExceptionActions.Group group : groups) {
            ExceptionAction action = group.action();
            told.add(new OutValue.ExceptionGroup(
                    group.mask(), given(thread, action), action.behavior(), action.flavor()));
        }
        return CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.ExceptionPorts(List.copyOf(told)));
    }

    /** The caller's name for the port of a slot, of which it is given a right that was counted for it. */
    static MachPortName given(MachThread thread, ExceptionAction action) {
        return CallRights.give(thread, action.right());
    }
}
