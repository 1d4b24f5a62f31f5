package dev.portolan.conformance.validate;

import static dev.portolan.conformance.validate.ObjectNames.quoted;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.traces.ExceptionGroup;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls on tasks and threads as the actions that the module {@code ExcTrace} takes, with their arguments, in TLA+. */
final class ObjectActions {

    private static final String SUCCESS = "KERN_SUCCESS";
    private static final String HOST = "host_priv";
    private static final int KERNEL_PORT = 1;
    private static final int EXCEPTION_TYPES = 32;

    private final ObjectNames names;
    private String reason;

    ObjectActions(ObjectNames names) {
        this.names = names;
    }

    /** Why the last call cannot be told; null if it can. */
    String reason() {
        return reason;
    }

    /** Puts down which action the call is, and with what; nothing if it is IPC's whether it is a call at all. */
    void tell(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskCreate create) {
            on(fields, "TaskCreate", "task", quoted(create.task()));
            fields.put("child", quoted(create.child()));
            names.told(create.child(), outcome);
        } else if (call instanceof ObjectCall.ThreadCreate create) {
            on(fields, "ThreadCreate", "target", names.thread(create.created()));
            names.told(create.created(), outcome);
        } else if (call instanceof ObjectCall.TaskSuspend suspend) {
            on(fields, "TaskSuspend", "task", quoted(suspend.task()));
        } else if (call instanceof ObjectCall.TaskResume resume) {
            on(fields, "TaskResume", "task", quoted(resume.task()));
        } else if (call instanceof ObjectCall.PidSuspend suspend) {
            on(fields, "PidSuspend", "task", quoted(suspend.task()));
        } else if (call instanceof ObjectCall.PidResume resume) {
            on(fields, "PidResume", "task", quoted(resume.task()));
        } else if (call instanceof ObjectCall.ThreadSuspend suspend) {
            on(fields, "ThreadSuspend", "target", names.thread(suspend.target()));
        } else if (call instanceof ObjectCall.ThreadResume resume) {
            on(fields, "ThreadResume", "target", names.thread(resume.target()));
        } else if (call instanceof ObjectCall.ThreadAbortSafely abort) {
            on(fields, "ThreadAbortSafely", "target", names.thread(abort.target()));
        } else if (call instanceof ObjectCall.ThreadTerminate terminate) {
            on(fields, "ThreadTerminate", "target", names.thread(terminate.target()));
        } else if (call instanceof ObjectCall.RaiseException raise) {
            fields.put("does", quoted("RaiseException"));
            fields.put(
                    "exception",
                    "[type |-> " + raise.exception() + ", codes |-> "
                            + SeenRequest.codes(raise.exception(), raise.code(), raise.subcode()) + "]");
        } else if (call instanceof ObjectCall.ExceedLimit exceed) {
            on(fields, "ExceedLimit", "resource", SeenRequest.number(exceed.resource()));
            fields.put("flavor", SeenRequest.number(exceed.limitFlavor()));
            fields.put("limit", SeenRequest.number(exceed.limit()));
            fields.put("observed", SeenRequest.number(exceed.observed()));
        } else {
            special(call, outcome, fields);
        }
    }

    private void special(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskSetSpecialPort set) {
            sets(fields, "task", quoted(set.task()), set.which(), set.port(), outcome);
        } else if (call instanceof ObjectCall.ThreadSetSpecialPort set) {
            sets(fields, "thread", names.thread(set.target()), set.which(), set.port(), outcome);
        } else if (call instanceof ObjectCall.TaskGetSpecialPort get) {
            gets(fields, "task", quoted(get.task()), get.which(), get.task(), outcome);
        } else if (call instanceof ObjectCall.ThreadGetSpecialPort get) {
            gets(fields, "thread", names.thread(get.target()), get.which(), get.target(), outcome);
        } else {
            handlers(call, outcome, fields);
        }
    }

    private void sets(Map<String, String> fields, String level, String of, int which, PortName port, Outcome outcome) {
        if (brings(port, outcome, fields)) {
            on(fields, "SetSpecialPort", "level", quoted(level));
            fields.put("of", of);
            fields.put("which", Integer.toString(which));
        }
    }

    /* True if the call is the model's, and then which port it brings a right to is put down. */
    private boolean brings(PortName port, Outcome outcome, Map<String, String> fields) {
        if ("MACH_SEND_INVALID_RIGHT".equals(outcome.ret())) {
            // The right is no right: that is IPC's to say.
            return false;
        }
        Integer id = names.port(port);
        if (id == null && !SUCCESS.equals(outcome.ret())) {
            // A call that fails gives up whatever right it brought.
            id = ObjectNames.NULL_PORT;
        }
        if (id == null) {
            reason = "a right to what is no port that was allocated";
            return false;
        }
        fields.put("port", id.toString());
        return true;
    }

    private void handlers(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskSetExceptionPorts set && brings(set.port(), outcome, fields)) {
            on(fields, "SetExceptionPorts", "task", quoted(set.task()), set.mask());
            requests(fields, set.behavior(), set.stateFlavor());
        } else if (call instanceof ObjectCall.ThreadSetExceptionPorts set && brings(set.port(), outcome, fields)) {
            on(fields, "SetExceptionPorts", "thread", names.thread(set.target()), set.mask());
            requests(fields, set.behavior(), set.stateFlavor());
        } else if (call instanceof ObjectCall.HostSetExceptionPorts set && brings(set.port(), outcome, fields)) {
            on(fields, "SetExceptionPorts", "host", quoted(HOST), set.mask());
            requests(fields, set.behavior(), set.stateFlavor());
        } else if (call instanceof ObjectCall.TaskGetExceptionPorts get) {
            on(fields, "GetExceptionPorts", "task", quoted(get.task()), get.mask());
            told(fields, get.count(), outcome);
        } else if (call instanceof ObjectCall.ThreadGetExceptionPorts get) {
            on(fields, "GetExceptionPorts", "thread", names.thread(get.target()), get.mask());
            told(fields, get.count(), outcome);
        } else if (call instanceof ObjectCall.HostGetExceptionPorts get) {
            on(fields, "GetExceptionPorts", "host", quoted(HOST), get.mask());
            told(fields, get.count(), outcome);
        } else {
            swaps(call, outcome, fields);
        }
    }

    private void swaps(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.TaskSwapExceptionPorts swap && brings(swap.port(), outcome, fields)) {
            on(fields, "SwapExceptionPorts", "task", quoted(swap.task()), swap.mask());
            requests(fields, swap.behavior(), swap.stateFlavor());
            told(fields, swap.count(), outcome);
        } else if (call instanceof ObjectCall.ThreadSwapExceptionPorts swap && brings(swap.port(), outcome, fields)) {
            on(fields, "SwapExceptionPorts", "thread", names.thread(swap.target()), swap.mask());
            requests(fields, swap.behavior(), swap.stateFlavor());
            told(fields, swap.count(), outcome);
        } else if (call instanceof ObjectCall.HostSwapExceptionPorts swap && brings(swap.port(), outcome, fields)) {
            on(fields, "SwapExceptionPorts", "host", quoted(HOST), swap.mask());
            requests(fields, swap.behavior(), swap.stateFlavor());
            told(fields, swap.count(), outcome);
        } else {
            registers(call, outcome, fields);
        }
    }

    private void registers(ObjectCall call, Outcome outcome, Map<String, String> fields) {
        if (call instanceof ObjectCall.ThreadGetState get) {
            on(fields, "ThreadGetState", "target", names.thread(get.target()));
            fields.put("flavor", SeenRequest.number(get.stateFlavor()));
            if (outcome.out() != null && outcome.out().registers() != null) {
                fields.put("words", words(outcome.out().registers()));
            }
        } else if (call instanceof ObjectCall.ThreadSetState set) {
            on(fields, "ThreadSetState", "target", names.thread(set.target()));
            fields.put("flavor", SeenRequest.number(set.stateFlavor()));
            fields.put("registers", words(set.registers()));
        } else if (call instanceof ObjectCall.ThreadCreateRunning create) {
            on(fields, "ThreadCreateRunning", "target", names.thread(create.created()));
            fields.put("flavor", SeenRequest.number(create.stateFlavor()));
            fields.put("registers", words(create.registers()));
            names.told(create.created(), outcome);
        }
    }

    private static String words(List<Integer> registers) {
        return registers.stream().map(SeenRequest::number).collect(Collectors.joining(", ", "<<", ">>"));
    }

    private static void on(Map<String, String> fields, String action, String level, String of, int mask) {
        on(fields, action, "level", quoted(level));
        fields.put("of", of);
        fields.put("mask", types(mask));
    }

    private static String types(int mask) {
        return IntStream.range(0, EXCEPTION_TYPES)
                .filter(type -> (mask & 1 << type) != 0)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static void requests(Map<String, String> fields, int behavior, int flavor) {
        fields.put("behavior", Integer.toString(ExceptionBehavior.kind(behavior)));
        fields.put("codes", ExceptionBehavior.hasWideCodes(behavior) ? "TRUE" : "FALSE");
        fields.put("flavor", SeenRequest.number(flavor));
    }

    private void told(Map<String, String> fields, int count, Outcome outcome) {
        fields.put("count", Integer.toString(count));
        List<ExceptionGroup> groups =
                outcome.out() == null ? null : outcome.out().exceptionPorts();
        if (groups == null) {
            return;
        }
        if (groups.stream().anyMatch(group -> names.port(group.port()) == null)) {
            reason = "an exception port that is no port that was allocated";
        }
        fields.put("groups", groups.stream().map(this::group).collect(Collectors.joining(", ", "<<", ">>")));
    }

    private String group(ExceptionGroup group) {
        Map<String, String> slot = new LinkedHashMap<>();
        slot.put("port", String.valueOf(names.port(group.port())));
        requests(slot, group.behavior(), group.stateFlavor());
        return slot.entrySet().stream()
                .map(field -> field.getKey() + " |-> " + field.getValue())
                .collect(Collectors.joining(", ", "[slot |-> [", "], mask |-> " + types(group.mask()) + "]"));
    }

    private void gets(Map<String, String> fields, String level, String of, int which, String own, Outcome outcome) {
        on(fields, "GetSpecialPort", "level", quoted(level));
        fields.put("of", of);
        fields.put("which", Integer.toString(which));
        if (outcome.out() != null && outcome.out().name() != null) {
            PortName name = outcome.out().name();
            boolean isOwn = which == KERNEL_PORT && names.isNameOf(name, own);
            Integer id = isOwn ? Integer.valueOf(ObjectNames.OWN_PORT) : names.port(name);
            if (id != null) {
                fields.put("told", id.toString());
            }
        }
    }

    /** Puts down the action, and an argument. */
    static void on(Map<String, String> fields, String action, String field, String value) {
        fields.put("does", quoted(action));
        fields.put(field, value);
    }
}
