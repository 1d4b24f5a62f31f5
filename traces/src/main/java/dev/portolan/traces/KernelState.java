package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The state of a kernel's IPC, of its tasks and threads, at rest or between two critical sections.
 *
 * <p>Spaces, ports and threads are the record {@code kernel} of the TLA+ module {@code Ipc}; tasks and acts are what
 * module {@code Exc} has besides, and null as long as no {@link ObjectCall} was made. A null component was not
 * observed: recordings of real kernels see less than a model does. Lists are in the order of their identities;
 * only what exists is listed (no empty names, no free ports, no idle threads unless {@code threads} names them).
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KernelState(
        List<SpaceState> spaces,
        List<PortState> ports,
        List<ThreadState> threads,
        List<TaskState> tasks,
        List<ActState> acts) {

    /** A state in which nobody looked at tasks, or nothing has been done to them. */
    public KernelState(List<SpaceState> spaces, List<PortState> ports, List<ThreadState> threads) {
        this(spaces, ports, threads, null, null);
    }

    /**
     * What a task is besides its space. One that has ended has nothing but its life.
     *
     * @param life {@code ACTIVE}, {@code TERMINATED} once it has been told to end, {@code GONE}
     * @param suspends how often it is suspended
     * @param exceptionPort an identity, {@code null} or {@code dead}; null also where it has one for each type
     * @param threads those that are not gone, in the order in which they were made
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskState(String task, String life, Integer suspends, String exceptionPort, List<String> threads) {}

    /**
     * What a thread is besides its call. One that has ended has nothing but its life.
     *
     * @param life as a task's
     * @param runState {@code RUNNING} while it executes instructions, {@code STOPPED} while it is held, {@code WAITING}
     * @param suspends how often it is suspended, its task's count left out
     * @param exceptionPort as a task's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ActState(String thread, String life, String runState, Integer suspends, String exceptionPort) {}

    /** One task's space; that of a task that has ended is not listed once no name is left in it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SpaceState(String task, List<EntryState> entries) {}

    /**
     * A name and what it denotes.
     *
     * @param type {@code RECEIVE SEND SEND_RECEIVE SEND_ONCE PORT_SET DEAD_NAME}
     * @param port the port's identity; {@code dead} for a send-once right whose port died unnoticed; null for
     *     dead names, and for port sets where not observed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryState(PortName name, String type, String port, Integer userRefs, RequestState request) {

        /** A name of which no notification was asked for. */
        public EntryState(PortName name, String type, String port, Integer userRefs) {
            this(name, type, port, userRefs, null);
        }
    }

    /**
     * What was asked for by a name: word of its port's death, or of room in its queue.
     *
     * @param kind {@code NONE DEAD_NAME SEND_POSSIBLE}, or {@code FIRED} of a request that is over and keeps its place
     * @param right the send-once right by which it will be told
     * @param armed whether it is told of room when a message is next received
     * @param index its place in the port's table of requests
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RequestState(String kind, RightState right, Boolean armed, Integer index) {

        /** No request, where a null says it of a state of which all is known. */
        public static final RequestState NONE = new RequestState("NONE", RightState.NONE, false, 0);
    }

    /**
     * What was asked for of a port, and the places that are free in its table of requests by name.
     *
     * @param noSenders the send-once right of who asked for word of the last send right
     * @param portDestroyed that of who asked for the receive right
     * @param free the free places, next first
     * @param abandoned requests by names that are dead while the port lives, in the order of their places; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RequestsState(
            RightState noSenders, RightState portDestroyed, List<Integer> free, List<AbandonedState> abandoned) {

        /** Requests none of which is abandoned. */
        public RequestsState(RightState noSenders, RightState portDestroyed, List<Integer> free) {
            this(noSenders, portDestroyed, free, null);
        }

        /** No requests, now or ever, where a null says it of a state of which all is known. */
        public static final RequestsState NONE = new RequestsState(RightState.NONE, RightState.NONE, List.of(1));
    }

    /**
     * A request that has outlived its name.
     *
     * @param name which is dead, or another's by now
     * @param right the send-once right by which the port's death will be told
     * @param index its place in the port's table of requests
     */
    public record AbandonedState(String task, PortName name, RightState right, int index) {}

    /**
     * What guards a receive right.
     *
     * @param context a word of the user's
     * @param guarded whether it must be shown to give the right up
     * @param strict whether it may not change
     * @param immovable whether the right may not leave its space
     */
    public record GuardState(int context, boolean guarded, boolean strict, boolean immovable) {

        /** No guard, where a null says it of a state of which all is known. */
        public static final GuardState NONE = new GuardState(0, false, false, false);
    }

    /**
     * A live port or a port set.
     *
     * @param kind {@code PORT} or {@code PORT_SET}; of a set only {@code receivers} and {@code preposts} mean anything
     * @param receiver the task that holds the receive right, or {@code none} while a thread holds it
     * @param senders blocked senders, the next to be let go first; {@code receivers} likewise
     * @param requests null if there are none
     * @param destination the port to which a message takes the receive right; null if none does
     * @param sets the port sets that the port is in, in the order of joining; null for none
     * @param preposts of a set, the members whose messages come next: each once, or once for each message where the set
     *     has them; null for none
     * @param guard null if there is none
     * @param specialReply the thread whose special reply port it is, {@code none} of one that was; else null
     * @param timer the deadline of the timer whose port it is, 0 if that is not armed; null if it is no timer's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PortState(
            String port,
            String kind,
            String receiver,
            Integer sendRights,
            Integer sendOnceRights,
            Integer makeSendCount,
            Integer seqno,
            Integer queueLimit,
            Integer messageCount,
            List<MessageState> queue,
            List<String> senders,
            List<String> receivers,
            RequestsState requests,
            String destination,
            List<String> sets,
            List<String> preposts,
            GuardState guard,
            String specialReply,
            Integer timer) {

        /** A port of which no notification was asked for, whose receive right is on no way, and that is in no set. */
        public PortState(
                String port,
                String kind,
                String receiver,
                Integer sendRights,
                Integer sendOnceRights,
                Integer makeSendCount,
                Integer seqno,
                Integer queueLimit,
                Integer messageCount,
                List<MessageState> queue,
                List<String> senders,
                List<String> receivers) {
            this(
                    port,
                    kind,
                    receiver,
                    sendRights,
                    sendOnceRights,
                    makeSendCount,
                    seqno,
                    queueLimit,
                    messageCount,
                    queue,
                    senders,
                    receivers,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        /** A port set. */
        public static PortState set(String port, List<String> receivers, List<String> preposts) {
            return new PortState(
                    port,
                    "PORT_SET",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    receivers,
                    null,
                    null,
                    null,
                    preposts,
                    null,
                    null,
                    null);
        }
    }

    /**
     * A message in the kernel, its rights naked.
     *
     * @param descriptors what a complex message carries besides words, in order; null for none
     * @param notified what a notification tells in its body; null for any other message
     * @param notifyPort the name of the port by which its sender wants to be told if it has to wait; null if he does not,
     *     or the message is admitted
     * @param acceptance who is told when it is taken; null for nobody
     * @param timer true if it is the one message of its port's timer; null for any other
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessageState(
            int id,
            Integer size,
            RightState destination,
            RightState reply,
            List<DescriptorState> descriptors,
            Notified notified,
            PortName notifyPort,
            AcceptanceState acceptance,
            Boolean timer) {

        /** A simple message. */
        public MessageState(int id, Integer size, RightState destination, RightState reply) {
            this(id, size, destination, reply, null, null, null, null, null);
        }

        /** The same message, whose sender wants to be told by that name. */
        public MessageState withNotifyPort(PortName by) {
            return new MessageState(id, size, destination, reply, descriptors, notified, by, acceptance, timer);
        }
    }

    /**
     * Who is told when a message is taken.
     *
     * @param name the one that he has for its destination; null if he has none
     * @param right the send-once right by which he is told
     */
    public record AcceptanceState(String task, PortName name, RightState right) {}

    /**
     * What a message in the kernel carries besides words; what its kind does not have is null.
     *
     * @param kind as {@link Descriptor#kind}
     * @param right of a port descriptor
     * @param type of out-of-line ports, what rights they are
     * @param rights of out-of-line ports
     * @param size of out-of-line memory, in bytes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DescriptorState(String kind, RightState right, String type, List<RightState> rights, Integer size) {}

    /**
     * A naked right.
     *
     * @param type {@code NONE SEND SEND_ONCE RECEIVE}
     * @param port a port's identity, {@code dead} or {@code null}; of a message's reply right {@code died} if the port
     *     was alive when the right was copied in; null where it was not observed
     * @param notice what a doomed send-once right has to tell; null if no more than that it was given up
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RightState(String type, String port, NoticeState notice) {

        /** No right. */
        public static final RightState NONE = new RightState("NONE", "null");

        public RightState(String type, String port) {
            this(type, port, null);
        }
    }

    /** A notification before it is posted: what the message will have. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NoticeState(int id, List<DescriptorState> descriptors, Notified notified) {}

    /** What a thread asks for that has copied its send-once right in: a notification, and since which count. */
    public record AskedState(String id, int sync) {}

    /**
     * What remains of a thread's call: the fields of its continuation, null where it has none of that name.
     *
     * @param at {@code Idle}, or the action that runs next: {@code Admit AwaitSlot TakeMessage} and so on; {@code
     *     blocked} where no more than that was observed
     * @param receive the receive half still to come, its name null once looked up
     * @param object the port or set that it waits on or receives from; {@code dead} once that died
     * @param doomed naked rights that it has yet to give up, in order
     * @param then what follows the last of them
     * @param body the descriptors of the message that are yet to be copied in
     * @param request what it asks to be notified of
     * @param order the names that are yet to be destroyed, next first
     * @param always true if its message passes a full queue, which was told beforehand; else null
     * @param trap true if the call is a trap, where that matters to what it will answer; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ThreadState(
            String thread,
            String at,
            MessageState message,
            Call.Timeout timeout,
            Boolean again,
            Call.Receive receive,
            String object,
            Integer seqno,
            Boolean tooLarge,
            RightState right,
            String target,
            PortName name,
            String ret,
            Outcome.Out out,
            List<RightState> doomed,
            ThreadState then,
            List<Descriptor> body,
            AskedState request,
            List<PortName> order,
            Boolean always,
            Boolean trap) {

        /** A thread of which no more is known. */
        public static ThreadState of(String thread, String at) {
            return new ThreadState(
                    thread, at, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null);
        }
    }
}
