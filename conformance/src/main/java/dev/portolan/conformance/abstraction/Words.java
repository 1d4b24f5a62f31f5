package dev.portolan.conformance.abstraction;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.PortStatus;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Calls, outcomes and parts of states as a person would say them. */
public final class Words {

    private Words() {}

    /** A call as one would write it in C, with its thread in front. */
    public static String of(Call call) {
        if (call instanceof Call.Step step) {
            return step.thread() + ": " + step.at();
        }
        if (call instanceof Call.MachMsg msg) {
            return msg.thread() + ": mach_msg(" + halves(msg) + ")";
        }
        return call.thread() + ": " + CallForm.of(call).name() + "(" + arguments(call) + ")";
    }

    private static String arguments(Call call) {
        List<String> arguments = new ArrayList<>();
        CallForm form = CallForm.of(call);
        for (int i = 0; i < form.arguments().size(); i++) {
            Object value = form.value(call, i);
            if (value != null) {
                arguments.add(form.arguments().get(i).name() + " = " + text(value));
            }
        }
        return String.join(", ", arguments);
    }

    private static String halves(Call.MachMsg msg) {
        List<String> halves = new ArrayList<>();
        if (msg.send() != null) {
            halves.add("send " + of(msg.send()));
        }
        if (msg.receive() != null) {
            halves.add("receive " + of(msg.receive()));
        }
        return halves.isEmpty() ? "nothing" : String.join("; ", halves);
    }

    private static String of(Call.Send send) {
        Call.Header header = send.header();
        String reply = header.local() == null || !header.local().isValid() && header.localDisposition() == null
                ? ""
                : ", reply " + header.local() + " " + disposition(header.localDisposition());
        return "message " + header.id() + " to " + header.remote() + " "
                + disposition(header.remoteDisposition()) + reply + ", size " + send.sendSize()
                + (send.sendNotify() ? ", MACH_SEND_NOTIFY" : "")
                + (send.sendCancel() ? ", MACH_SEND_CANCEL" : "")
                + (send.notifyPort() == null ? "" : ", told by " + send.notifyPort())
                + timeout(send.timeout());
    }

    private static String of(Call.Receive receive) {
        return "from " + receive.name() + ", size " + receive.receiveSize()
                + (receive.large() ? ", MACH_RCV_LARGE" : "")
                + options(receive)
                + (receive.notifyPort() == null ? "" : ", MACH_RCV_NOTIFY, told by " + receive.notifyPort())
                + (receive.trailerSize() == 0 ? "" : ", trailer " + receive.trailerSize())
                + timeout(receive.timeout());
    }

    /** What else a receive asks for, each behind a comma. */
    public static String options(Call.Receive receive) {
        return receive.options().stream().map(option -> ", MACH_" + option).collect(Collectors.joining());
    }

    private static String disposition(String disposition) {
        return disposition == null ? "no disposition" : disposition;
    }

    private static String timeout(Call.Timeout timeout) {
        return timeout == null || timeout == Call.Timeout.FOREVER
                ? ""
                : ", " + timeout.name().toLowerCase(Locale.ROOT);
    }

    /** What became of a call, without the clause. */
    public static String of(Outcome outcome) {
        StringBuilder text =
                new StringBuilder(Objects.requireNonNullElse(outcome.ret(), "anything")).append(of(outcome.out()));
        if (outcome.woke() != null && !outcome.woke().isEmpty()) {
            text.append(", woke");
            for (Outcome.Completion completion : outcome.woke()) {
                text.append(' ')
                        .append(completion.thread())
                        .append(" = ")
                        .append(completion.ret())
                        .append(of(completion.out()));
            }
        }
        return text.toString();
    }

    static String of(Outcome.Out out) {
        return out == null ? "" : " " + text(out);
    }

    /** A port's attributes. */
    public static String of(PortStatus status) {
        return text(status);
    }

    static String of(EntryState entry) {
        StringBuilder text = new StringBuilder(Objects.toString(entry.type()));
        if (entry.port() != null) {
            text.append(" of ").append(entry.port());
        }
        if (entry.userRefs() != null) {
            text.append(", user references ").append(entry.userRefs());
        }
        return text.toString();
    }

    static String text(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof RightState right) {
            String words = right.type().equals("NONE") ? "none" : right.type() + " " + right.port();
            return right.notice() == null ? words : words + ", notification " + text(right.notice());
        }
        if (value instanceof MessageState message) {
            return "message " + message.id() + fields(message, "id");
        }
        if (value instanceof ThreadState thread) {
            return thread.at() + fields(thread, "thread", "at");
        }
        if (value instanceof PortName name) {
            return name.symbol();
        }
        if (value instanceof Record record) {
            return fields(record);
        }
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(item -> texts.add(text(item)));
            return texts.isEmpty() ? "empty" : String.join(", ", texts);
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    private static String fields(Record value, String... left) {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object field = List.of(left).contains(component.getName()) ? null : value(component, value);
            if (field != null) {
                texts.add(spaced(component.getName()) + " " + text(field));
            }
        }
        if (texts.isEmpty()) {
            return "";
        }
        String joined = "(" + String.join(", ", texts) + ")";
        return left.length == 0 && !(value instanceof Outcome.Out) ? joined.substring(1, joined.length() - 1) : joined;
    }

    static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** {@code makeSendCount} is said {@code make-send count}, {@code userRefs} {@code user references}. */
    static String spaced(String component) {
        return switch (component) {
            case "userRefs" -> "user references";
            case "makeSendCount" -> "make-send count";
            case "sendOnceRights" -> "send-once rights";
            case "seqno" -> "sequence number";
            case "senders" -> "blocked senders";
            case "receivers" -> "blocked receivers";
            case "preposts" -> "members with messages";
            default -> component.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        };
    }
}
