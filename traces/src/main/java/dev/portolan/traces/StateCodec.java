package dev.portolan.traces;

import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.AskedState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.NoticeState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.KernelState.ThreadState;
import java.io.IOException;
import java.util.List;

/** The state after an event. */
final class StateCodec {

    private StateCodec() {}

    /** Reads a state, or {@code "same"}, which stands for {@code last}. */
    static KernelState readOrSame(JsonCursor in, KernelState last) throws IOException {
        if (!in.isText()) {
            return read(in);
        }
        if (!in.text().equals(EventCodec.SAME)) {
            throw in.refuse("a state is an object or \"" + EventCodec.SAME + "\"");
        }
        if (last == null) {
            throw in.refuse("\"" + EventCodec.SAME + "\" has no state before it");
        }
        return last;
    }

    static KernelState read(JsonCursor in) throws IOException {
        List<SpaceState> spaces = null;
        List<PortState> ports = null;
        List<ThreadState> threads = null;
        List<TaskState> tasks = null;
        List<ActState> acts = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "spaces" -> spaces = in.list(StateCodec::space);
                case "ports" -> ports = in.list(StateCodec::port);
                case "threads" -> threads = in.list(StateCodec::named);
                case "tasks" -> tasks = in.list(ObjectStateCodec::task);
                case "acts" -> acts = in.list(ObjectStateCodec::act);
                default -> throw in.unknown(field);
            }
        }
        return new KernelState(spaces, ports, threads, tasks, acts);
    }

    private static SpaceState space(JsonCursor in) throws IOException {
        String task = null;
        List<EntryState> entries = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "task" -> task = in.task();
                case "entries" -> entries = in.list(StateCodec::entry);
                default -> throw in.unknown(field);
            }
        }
        return new SpaceState(in.required("task", task), entries);
    }

    private static EntryState entry(JsonCursor in) throws IOException {
        PortName name = null;
        String type = null;
        String port = null;
        Integer userRefs = null;
        RequestState request = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.name();
                case "type" -> type = in.oneOf(Words.ENTRY_TYPES);
                case "port" -> port = in.text();
                case "userRefs" -> userRefs = in.count();
                case "request" -> request = RequestCodec.request(in);
                default -> throw in.unknown(field);
            }
        }
        return new EntryState(in.required("name", name), in.required("type", type), port, userRefs, request);
    }

    private static PortState port(JsonCursor in) throws IOException {
        String port = null;
        String kind = null;
        String receiver = null;
        Integer sendRights = null;
        Integer sendOnceRights = null;
        Integer makeSendCount = null;
        Integer seqno = null;
        Integer queueLimit = null;
        Integer messageCount = null;
        List<MessageState> queue = null;
        List<String> senders = null;
        List<String> receivers = null;
        RequestsState requests = null;
        GuardState guard = null;
        String specialReply = null;
        Integer timer = null;
        String destination = null;
        List<String> sets = null;
        List<String> preposts = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "port" -> port = in.text();
                case "kind" -> kind = in.oneOf(Words.PORT_KINDS);
                case "receiver" -> receiver = in.text();
                case "sendRights" -> sendRights = in.count();
                case "sendOnceRights" -> sendOnceRights = in.count();
                case "makeSendCount" -> makeSendCount = in.integer();
                case "seqno" -> seqno = in.integer();
                case "queueLimit" -> queueLimit = in.count();
                case "messageCount" -> messageCount = in.count();
                case "queue" -> queue = in.list(StateCodec::message);
                case "senders" -> senders = in.list(JsonCursor::text);
                case "receivers" -> receivers = in.list(JsonCursor::text);
                case "requests" -> requests = RequestCodec.requests(in);
                case "destination" -> destination = in.text();
                case "sets" -> sets = in.list(JsonCursor::text);
                case "guard" -> guard = guard(in);
                case "specialReply" -> specialReply = in.text();
                case "timer" -> timer = in.integer();
                case "preposts" -> preposts = in.list(JsonCursor::text);
                default -> throw in.unknown(field);
            }
        }
        return new PortState(
                in.required("port", port),
                in.required("kind", kind),
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
                requests,
                destination,
                sets,
                preposts,
                guard,
                specialReply,
                timer);
    }

    private static GuardState guard(JsonCursor in) throws IOException {
        Integer context = null;
        Boolean guarded = null;
        Boolean strict = null;
        Boolean immovable = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "context" -> context = in.integer();
                case "guarded" -> guarded = in.bool();
                case "strict" -> strict = in.bool();
                case "immovable" -> immovable = in.bool();
                default -> throw in.unknown(field);
            }
        }
        return new GuardState(
                in.required("context", context),
                in.required("guarded", guarded),
                in.required("strict", strict),
                in.required("immovable", immovable));
    }

    private static MessageState message(JsonCursor in) throws IOException {
        Integer id = null;
        Integer size = null;
        RightState destination = null;
        RightState reply = null;
        List<KernelState.DescriptorState> descriptors = null;
        Notified notified = null;
        PortName notifyPort = null;
        KernelState.AcceptanceState acceptance = null;
        Boolean timer = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.integer();
                case "size" -> size = in.count();
                case "notifyPort" -> notifyPort = in.name();
                case "acceptance" -> acceptance = acceptance(in);
                case "timer" -> timer = in.bool();
                case "destination" -> destination = right(in);
                case "reply" -> reply = right(in);
                case "descriptors" -> descriptors = in.list(DescriptorCodec::state);
                case "notified" -> notified = DescriptorCodec.notified(in);
                default -> throw in.unknown(field);
            }
        }
        return new MessageState(
                in.required("id", id), size, destination, reply, descriptors, notified, notifyPort, acceptance, timer);
    }

    private static KernelState.AcceptanceState acceptance(JsonCursor in) throws IOException {
        String task = null;
        PortName name = null;
        RightState right = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "task" -> task = in.task();
                case "name" -> name = in.name();
                case "right" -> right = right(in);
                default -> throw in.unknown(field);
            }
        }
        return new KernelState.AcceptanceState(
                in.required("task", task), in.required("name", name), in.required("right", right));
    }

    static RightState right(JsonCursor in) throws IOException {
        String type = null;
        String port = null;
        NoticeState notice = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> type = in.oneOf(Words.RIGHT_TYPES);
                case "port" -> port = in.text();
                case "notice" -> notice = notice(in);
                default -> throw in.unknown(field);
            }
        }
        return new RightState(in.required("type", type), port, notice);
    }

    private static NoticeState notice(JsonCursor in) throws IOException {
        Integer id = null;
        List<KernelState.DescriptorState> descriptors = null;
        Notified notified = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> id = in.integer();
                case "descriptors" -> descriptors = in.list(DescriptorCodec::state);
                case "notified" -> notified = DescriptorCodec.notified(in);
                default -> throw in.unknown(field);
            }
        }
        return new NoticeState(in.required("id", id), descriptors, notified);
    }

    /* What a thread does has its name; what it does then has none. */
    private static ThreadState named(JsonCursor in) throws IOException {
        ThreadState thread = thread(in);
        in.required("thread", thread.thread());
        return thread;
    }

    private static ThreadState thread(JsonCursor in) throws IOException {
        String thread = null;
        String at = null;
        MessageState message = null;
        Call.Timeout timeout = null;
        Boolean again = null;
        Call.Receive receive = null;
        String object = null;
        Integer seqno = null;
        Boolean tooLarge = null;
        RightState right = null;
        String target = null;
        PortName name = null;
        String ret = null;
        Outcome.Out out = null;
        List<RightState> doomed = null;
        ThreadState then = null;
        List<Descriptor> body = null;
        AskedState request = null;
        List<PortName> order = null;
        Boolean always = null;
        Boolean trap = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "thread" -> thread = in.text();
                case "at" -> at = in.text();
                case "message" -> message = message(in);
                case "timeout" -> timeout = MessageCodec.timeout(in);
                case "again" -> again = in.bool();
                case "always" -> always = in.bool();
                case "trap" -> trap = in.bool();
                case "receive" -> receive = MessageCodec.receive(in, false);
                case "object" -> object = in.text();
                case "seqno" -> seqno = in.integer();
                case "tooLarge" -> tooLarge = in.bool();
                case "right" -> right = right(in);
                case "target" -> target = in.task();
                case "name" -> name = in.name();
                case "ret" -> ret = in.code();
                case "out" -> out = OutcomeCodec.out(in);
                case "doomed" -> doomed = in.list(StateCodec::right);
                case "then" -> then = thread(in);
                case "request" -> request = RequestCodec.asked(in);
                case "body" -> body = in.list(DescriptorCodec::descriptor);
                case "order" -> order = in.list(JsonCursor::name);
                default -> throw in.unknown(field);
            }
        }
        return new ThreadState(
                thread,
                in.required("at", at),
                message,
                timeout,
                again,
                receive,
                object,
                seqno,
                tooLarge,
                right,
                target,
                name,
                ret,
                out,
                doomed,
                then,
                body,
                request,
                order,
                always,
                trap);
    }
}
