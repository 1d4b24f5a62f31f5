package dev.portolan.kernel.rules;

/**
 * The rules in which dialects of Mach differ, under the names that the TLA+ module {@code Rules} uses.
 *
 * <p>Code tests a rule, never a dialect. {@link #XNU} and {@link #CLASSIC} are the two bundles that recordings
 * of real kernels anchor.
 */
public record KernelRules(
        WaiterOrder waiterOrder,
        WaiterOrder setWaiterOrder,
        FullQueue fullQueue,
        KernelQueueLimit kernelQueueLimit,
        UserRefOverflow userRefOverflow,
        NameReuse nameReuse,
        InvalidNameFreed invalidNameFreed,
        InvalidNameRefs invalidNameRefs,
        DeadNameType deadNameType,
        RightsKnown rightsKnown,
        ModRefsDelta modRefsDelta,
        PortSetDeallocate portSetDeallocate,
        SameNameInsert sameNameInsert,
        InsertRightChecks insertRightChecks,
        DeadSendOnce deadSendOnce,
        ReceiverWakeup receiverWakeup,
        TooLargeHeader tooLargeHeader,
        SendPossible sendPossible,
        RequestOfInvalidName requestOfInvalidName,
        NothingToCancel nothingToCancel,
        PortDestroyedAgain portDestroyedAgain,
        PortDestroyedSend portDestroyedSend,
        NotifyDisposition notifyDisposition,
        NotificationForm notificationForm,
        QueueLimitMax queueLimitMax,
        InvalidNameLookup invalidNameLookup,
        DeadNameChoice deadNameChoice,
        Rename rename,
        BodyForm bodyForm,
        CircularSend circularSend,
        SetQueue setQueue,
        SetNamesChecked setNamesChecked,
        NoSetToLeave noSetToLeave,
        SendRightCount sendRightCount,
        DeadTask deadTask,
        LargeIdentity largeIdentity,
        DeadPrevious deadPrevious,
        MemberOfMany memberOfMany,
        NotifyOptions notifyOptions,
        QueueDestruction queueDestruction) {

    /** In which order waiting threads are let go. */
    public enum WaiterOrder {
        /** As a pairing heap of equal priorities has it. */
        HEAP,
        FIFO,
        NEWEST_FIRST
    }

    /** What a sender at a full queue is promised when it is let go. */
    public enum FullQueue {
        /** The slot that became free is its own. */
        GRANTS_SLOT,
        /** Nothing; it tests again. */
        RETEST
    }

    /** Whether {@code messageCountMax} stops messages that pass a port's own limit. */
    public enum KernelQueueLimit {
        BOUNDED,
        NONE
    }

    /** What becomes of a count of user references at its end. */
    public enum UserRefOverflow {
        /** It stays at {@code userRefsMax} and single references no longer change it. */
        PEG,
        /** {@code KERN_UREFS_OVERFLOW}. */
        ERROR
    }

    /** Which name a new right gets. */
    public enum NameReuse {
        /** The slot freed last, under its next generation. */
        GENERATIONS,
        LOWEST_FREE
    }

    /** {@code deallocate} and {@code destroy} of {@code MACH_PORT_NULL} and {@code MACH_PORT_DEAD}. */
    public enum InvalidNameFreed {
        SUCCEEDS,
        REFUSED
    }

    /** {@code get_refs} and {@code mod_refs} of {@code MACH_PORT_NULL} and {@code MACH_PORT_DEAD}. */
    public enum InvalidNameRefs {
        AS_SEND_RIGHT,
        REFUSED
    }

    /** {@code type} of {@code MACH_PORT_DEAD}. */
    public enum DeadNameType {
        DEAD_NAME,
        REFUSED
    }

    /** How many numbers of rights {@code get_refs} and {@code mod_refs} know. */
    public enum RightsKnown {
        FIVE,
        SIX
    }

    /** Whether {@code mod_refs} tests its delta before or after it notices that the port died. */
    public enum ModRefsDelta {
        AFTER_DEATH,
        BEFORE_DEATH
    }

    /** {@code deallocate} of a port set. */
    public enum PortSetDeallocate {
        DESTROYS,
        REFUSED
    }

    /** {@code insert_right} by trap of a made or copied send right under the name that it comes from. */
    public enum SameNameInsert {
        ONE_STEP,
        AS_ANY
    }

    /** Whether {@code insert_right} by trap judges disposition and invalid rights before or by copy-in. */
    public enum InsertRightChecks {
        AFTER_COPYIN,
        BEFORE_COPYIN
    }

    /** A destination that is a send-once right whose port died unnoticed. */
    public enum DeadSendOnce {
        SWALLOWED,
        REFUSED
    }

    /** What a waiting receiver is told when the receive right dies or moves. */
    public enum ReceiverWakeup {
        PORT_CHANGED,
        PORT_DIED
    }

    /** The size field of the header that stands for a message too large. */
    public enum TooLargeHeader {
        BARE,
        REAL
    }

    /** Whether {@code request_notification} knows requests for room in a queue. */
    public enum SendPossible {
        REQUESTED,
        UNKNOWN
    }

    /** A request for {@code MACH_PORT_NULL} or {@code MACH_PORT_DEAD}. */
    public enum RequestOfInvalidName {
        /** A bad right or argument. */
        REFUSED,
        /** A name that denotes nothing. */
        NO_NAME
    }

    /** A request for nothing under a name of which nothing was asked. */
    public enum NothingToCancel {
        /** No error, whatever the name denotes. */
        SUCCEEDS,
        AS_ANY
    }

    /** A second request for a port's receive right. */
    public enum PortDestroyedAgain {
        REFUSED,
        REPLACES
    }

    /** The send right beside a receive right that went to who asked for it. */
    public enum PortDestroyedSend {
        KEPT,
        /** A dead name, though the port lives. */
        DEAD_NAME
    }

    /** Whether {@code request_notification} judges the disposition before or after copy-in. */
    public enum NotifyDisposition {
        BEFORE_COPYIN,
        AFTER_COPYIN
    }

    /** How notifications are built. */
    public enum NotificationForm {
        /** With an NDR record, and descriptors for rights. */
        NDR,
        /** Of typed items. */
        TYPED
    }

    /** The highest limit that a queue can be given. */
    public enum QueueLimitMax {
        /** 1,024. */
        LARGE,
        /** 16. */
        SMALL
    }

    /** {@code MACH_PORT_NULL} and {@code MACH_PORT_DEAD}, to calls that want a right that is there. */
    public enum InvalidNameLookup {
        INVALID_RIGHT,
        INVALID_NAME
    }

    /** Whose choice the name is that {@code allocate_name} gives to a dead name. */
    public enum DeadNameChoice {
        KERNELS,
        CALLERS
    }

    /** {@code rename}. */
    public enum Rename {
        NOT_SUPPORTED,
        RENAMES
    }

    /** What a complex message's body is made of. */
    public enum BodyForm {
        /** A number of descriptors, each of its kind's size, and then words. */
        DESCRIPTORS,
        /** Items, each with its type. */
        ITEMS
    }

    /** When a message that would close a circle of receive rights is destroyed. */
    public enum CircularSend {
        /** Before it is admitted to a queue. */
        DIES_AT_ONCE,
        /** In its stead. */
        DIES_WHEN_ADMITTED
    }

    /** Where the messages of a port set's members are. */
    public enum SetQueue {
        /** With their ports, of which each can be in several sets; a set drains one member after the other. */
        PREPOSTS,
        /** In the set, in order of arrival; a port is in one set at most and receives through it only. */
        MERGED
    }

    /** Whether {@code insert_member} and {@code move_member} look at the set or at the member first. */
    public enum SetNamesChecked {
        SET_FIRST,
        MEMBER_FIRST
    }

    /** {@code move_member} to no set of a port that is in none. */
    public enum NoSetToLeave {
        SUCCEEDS,
        REFUSED
    }

    /** Whether a user can learn how many send rights there are. */
    public enum SendRightCount {
        /** Only from a kernel built for debugging. */
        WITHHELD,
        TOLD
    }

    /** What a call on a task that has ended comes to. */
    public enum DeadTask {
        /** {@code KERN_INVALID_TASK}: it is made and refused. */
        INVALID_TASK,
        /** {@code MACH_SEND_INVALID_DEST}: the message that it is cannot be sent. */
        INVALID_DEST
    }

    /** Whether a receiver can ask which port has the message that is too large. */
    public enum LargeIdentity {
        TOLD,
        UNKNOWN
    }

    /** {@code request_notification} by trap in place of a request whose right has died. */
    public enum DeadPrevious {
        REFUSED,
        RETURNED
    }

    /** {@code extract_member} of a port in several sets. */
    public enum MemberOfMany {
        /** It leaves, but where its first link goes with the set it is told that it was not in it. */
        NOT_IN_SET,
        LEAVES
    }

    /** What {@code mach_msg} does with the name of a port to be told by. */
    public enum NotifyOptions {
        /** {@code MACH_SEND_NOTIFY} is about room for a name that asked for word of it; there is nothing else. */
        ROOM,
        /** A message is accepted over the limit, and its sender told when it is taken; and two options more. */
        ACCEPTANCE
    }

    /** How a dead port's messages are destroyed. */
    public enum QueueDestruction {
        /** All of them, then those of the ports that died with them. */
        TOGETHER,
        /** Each with all that dies with it, before the next. */
        ONE_BY_ONE
    }

    /** XNU 7195.141.2. */
    public static final KernelRules XNU = Dialects.XNU;

    /** GNU Mach, the Mach 3.0 line. */
    public static final KernelRules CLASSIC = Dialects.CLASSIC;

    /** @throws IllegalArgumentException if the kernel does not know how to follow them all at once */
    public KernelRules {
        if (notifyOptions == NotifyOptions.ACCEPTANCE && fullQueue == FullQueue.GRANTS_SLOT) {
            // A message that is to be accepted over the limit posts where it is admitted, and holds no slot before.
            throw new IllegalArgumentException("a message accepted over the limit has no slot to be granted");
        }
    }

    /** True if a user reference more than the end is no error. */
    public boolean pegs() {
        return userRefOverflow == UserRefOverflow.PEG;
    }

    /** The highest limit that a queue can be given. */
    public int greatestQueueLimit() {
        return queueLimitMax == QueueLimitMax.LARGE ? 1024 : 16;
    }

    /** True if a set has its members' messages. */
    public boolean mergesQueues() {
        return setQueue == SetQueue.MERGED;
    }

    /** True if a task can be told when its messages are taken. */
    public boolean tellsOfAcceptance() {
        return notifyOptions == NotifyOptions.ACCEPTANCE;
    }

    /** True if a granted slot is the sender's own. */
    public boolean grantsSlot() {
        return fullQueue == FullQueue.GRANTS_SLOT;
    }
}
