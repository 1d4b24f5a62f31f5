package dev.portolan.kernel.rules;

import java.util.List;

/**
 * The rules in which dialects of Mach differ about exceptions, tasks and threads, under the names that the TLA+ module
 * {@code ExceptionRules} uses.
 */
public record ExceptionRules(
        ExceptionPorts exceptionPorts,
        IdentityTokens identityTokens,
        HostSwapCodes hostSwapCodes,
        AbortedWait abortedWait,
        ReplyOfTheDead replyOfTheDead,
        NobodyHandles nobodyHandles,
        GoneObject goneObject,
        EndedObject endedObject,
        AbortOfSelf abortOfSelf,
        StateOfSelf stateOfSelf,
        SpecialPorts specialPorts,
        DeadSelf deadSelf,
        FullReplyPort fullReplyPort,
        WaitOfTheHeld waitOfTheHeld) {

    /** Who can be asked to handle an exception. */
    public enum ExceptionPorts {
        /** Slots by type of exception, at three levels. */
        MASKED,
        /** One port a thread and a task, special port 3; there is no host level. */
        SINGLE
    }

    /** Whether there are behaviours that tell of a thread without a right to it. */
    public enum IdentityTokens {
        UNKNOWN,
        KNOWN
    }

    /** What {@code host_swap_exception_ports} makes of a behaviour with wide codes. */
    public enum HostSwapCodes {
        REFUSED,
        ACCEPTED
    }

    /** What a wait for a reply comes to that was aborted. */
    public enum AbortedWait {
        /** The next level is asked. */
        INTERRUPTED,
        /** The reply port died, and that counts as handled. */
        HANDLED
    }

    /** What becomes of the reply port of a thread that was terminated in its wait. */
    public enum ReplyOfTheDead {
        /** It dies at once. */
        REFUSED,
        /** It takes the reply that nobody waits for. */
        ACCEPTED
    }

    /** What becomes of a thread whose fault nobody handled. */
    public enum NobodyHandles {
        /** Its task ends. */
        TERMINATES,
        /** It goes back to the instruction that faulted. */
        REFAULTS
    }

    /** What a task or thread that is gone is to a call. */
    public enum GoneObject {
        /** No object. */
        NULL,
        /** No destination of the message that the call is. */
        DEAD_NAME
    }

    /** What a task or thread that was told to end, and is not gone, is to a call. */
    public enum EndedObject {
        /** One that it sees to have ended. */
        SEEN,
        /** No object. */
        NULL
    }

    /** What {@code thread_abort} of oneself comes to. */
    public enum AbortOfSelf {
        SUCCEEDS,
        REFUSED
    }

    /** Whether who asks for registers may ask for its own. */
    public enum StateOfSelf {
        TOLD,
        REFUSED
    }

    /** Which ports a task has by number, and how many it registers. */
    public enum SpecialPorts {
        /** Also for its host, its name, and two that are set once; three. A task is looked at before the number. */
        MANY,
        /** Its own and that of its bootstrap; four. */
        FEW
    }

    /** What a task or thread calls itself whose own port was set to a dead one. */
    public enum DeadSelf {
        DEAD_NAME,
        NULL
    }

    /** What the reply of a request to the kernel does at a full queue, by a send right. */
    public enum FullReplyPort {
        /** It waits as its caller would, and is given up where the caller would be told. */
        WAITED_FOR,
        /** It goes over the limit. */
        PASSED
    }

    /** What becomes of a thread that is held where it waits for room or a message, when that comes. */
    public enum WaitOfTheHeld {
        /** It goes on, and stops before its next instruction. */
        ENDS,
        /** It stays there until it is resumed, aborted or told to end. */
        LASTS
    }

    /** A level at which a handler is looked for. */
    public enum Level {
        THREAD,
        TASK,
        HOST
    }

    /** XNU 7195.141.2. */
    public static final ExceptionRules XNU = new ExceptionRules(
            ExceptionPorts.MASKED,
            IdentityTokens.UNKNOWN,
            HostSwapCodes.REFUSED,
            AbortedWait.INTERRUPTED,
            ReplyOfTheDead.REFUSED,
            NobodyHandles.TERMINATES,
            GoneObject.NULL,
            EndedObject.SEEN,
            AbortOfSelf.SUCCEEDS,
            StateOfSelf.TOLD,
            SpecialPorts.MANY,
            DeadSelf.DEAD_NAME,
            FullReplyPort.WAITED_FOR,
            WaitOfTheHeld.ENDS);

    /** GNU Mach, the Mach 3.0 line. */
    public static final ExceptionRules CLASSIC = new ExceptionRules(
            ExceptionPorts.SINGLE,
            IdentityTokens.UNKNOWN,
            HostSwapCodes.ACCEPTED,
            AbortedWait.HANDLED,
            ReplyOfTheDead.ACCEPTED,
            NobodyHandles.TERMINATES,
            GoneObject.DEAD_NAME,
            EndedObject.NULL,
            AbortOfSelf.REFUSED,
            StateOfSelf.REFUSED,
            SpecialPorts.FEW,
            DeadSelf.NULL,
            FullReplyPort.PASSED,
            WaitOfTheHeld.LASTS);

    private static final List<Level> THREE = List.of(Level.values());
    private static final List<Level> TWO = List.of(Level.THREAD, Level.TASK);

    /** The same but for this rule. */
    public ExceptionRules with(IdentityTokens other) {
        return new ExceptionRules(
                exceptionPorts,
                other,
                hostSwapCodes,
                abortedWait,
                replyOfTheDead,
                nobodyHandles,
                goneObject,
                endedObject,
                abortOfSelf,
                stateOfSelf,
                specialPorts,
                deadSelf,
                fullReplyPort,
                waitOfTheHeld);
    }

    /** The same but for this rule. */
    public ExceptionRules with(NobodyHandles other) {
        return new ExceptionRules(
                exceptionPorts,
                identityTokens,
                hostSwapCodes,
                abortedWait,
                replyOfTheDead,
                other,
                goneObject,
                endedObject,
                abortOfSelf,
                stateOfSelf,
                specialPorts,
                deadSelf,
                fullReplyPort,
                waitOfTheHeld);
    }

    /** True if there is a slot for each type of exception. */
    public boolean portsAreMasked() {
        return exceptionPorts == ExceptionPorts.MASKED;
    }

    /** The levels in the order in which they are asked. */
    public List<Level> levels() {
        return portsAreMasked() ? THREE : TWO;
    }
}
