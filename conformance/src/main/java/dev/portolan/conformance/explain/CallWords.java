package dev.portolan.conformance.explain;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Calls and what became of them in few words, as there is little room beside a chart. */
final class CallWords {

    private CallWords() {}

    /** The call without its thread. */
    static String of(Call call) {
        if (call instanceof Call.MachMsg one) {
            return message(one);
        }
        if (call instanceof Call.Step one) {
            return "goes on: " + one.at();
        }
        return call instanceof Call.PortCall one
                ? arguments(one) + (one.entry() == Call.Entry.RPC ? " by RPC" : "")
                : arguments(call);
    }

    private static String arguments(Call call) {
        CallForm form = CallForm.of(call);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < form.arguments().size(); i++) {
            Object value = form.value(call, i);
            switch (form.arguments().get(i).kind()) {
                case TASK -> {
                    if (!call.thread().startsWith((String) value)) {
                        words.add("task " + value);
                    }
                }
                case ENTRY -> {}
                case TARGET -> {
                    if (value != null) {
                        words.add((String) value);
                    }
                }
                case NAMES, WORDS ->
                    words.add(
                            ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(" ", "<", ">")));
                case DELTA -> words.add(((Integer) value > 0 ? "+" : "") + value);
                // It says what becomes of the right before it.
                case DISPOSITION -> words.add(words.remove(words.size() - 1) + " " + value);
                default -> words.add(String.valueOf(value));
            }
        }
        return words.isEmpty() && !(call instanceof Call.PortCall)
                ? form.name()
                : form.name() + "(" + String.join(", ", words) + ")";
    }

    private static String message(Call.MachMsg msg) {
        List<String> halves = new ArrayList<>();
        if (msg.send() != null) {
            Call.Send send = msg.send();
            Call.Header header = send.header();
            String reply = isNull(header.local()) && header.localDisposition() == null
                    ? ""
                    : ", reply " + header.local() + blank(header.localDisposition());
            halves.add("send " + header.id() + " to " + header.remote() + blank(header.remoteDisposition()) + reply
                    + ", " + send.sendSize() + " bytes" + (send.sendNotify() ? ", MACH_SEND_NOTIFY" : "")
                    + (send.sendCancel() ? ", MACH_SEND_CANCEL" : "")
                    + (send.notifyPort() == null ? "" : ", told by " + send.notifyPort())
                    + timeout(send.timeout()));
        }
        if (msg.receive() != null) {
            Call.Receive receive = msg.receive();
            halves.add("receive from " + receive.name() + ", " + receive.receiveSize() + " bytes"
                    + (receive.notifyPort() == null ? "" : ", MACH_RCV_NOTIFY, told by " + receive.notifyPort())
                    + (receive.large() ? ", large" : "") + Words.options(receive) + timeout(receive.timeout()));
        }
        return "mach_msg " + (halves.isEmpty() ? "of nothing" : String.join("; ", halves));
    }

    private static boolean isNull(PortName name) {
        return name == null || name.equals(PortName.NULL);
    }

    private static String blank(String disposition) {
        return disposition == null ? "" : " " + disposition;
    }

    private static String timeout(Call.Timeout timeout) {
        return timeout == null || timeout == Call.Timeout.FOREVER
                ? ""
                : ", " + timeout.name().toLowerCase(Locale.ROOT);
    }

    /** A code, or that nobody saw it. */
    static String code(String ret) {
        return ret == null ? "not observed" : ret;
    }

    /** A code with its out-values. */
    static String of(String ret, Outcome.Out out) {
        List<String> words = new ArrayList<>();
        words.add(code(ret));
        if (out != null) {
            if (out.name() != null) {
                words.add("name " + out.name());
            }
            if (out.refs() != null) {
                words.add(out.refs() + (out.refs() == 1 ? " reference" : " references"));
            }
            if (out.type() != null) {
                words.add(out.type());
            }
            if (out.size() != null) {
                words.add("size " + out.size());
            }
            if (out.message() != null) {
                words.add(message(out.message()));
            }
            if (out.members() != null) {
                words.add(
                        out.members().isEmpty()
                                ? "no members"
                                : "members "
                                        + out.members().stream()
                                                .map(PortName::symbol)
                                                .collect(Collectors.joining(" ")));
            }
            if (out.names() != null) {
                words.add(
                        out.names().isEmpty()
                                ? "no names"
                                : out.names().stream()
                                        .map(one -> one.name() + " " + one.type())
                                        .collect(Collectors.joining(", ")));
            }
            if (out.context() != null) {
                words.add("context " + out.context());
            }
            if (out.time() != null) {
                words.add("time " + out.time());
            }
            if (out.exceptionPorts() != null) {
                words.add(
                        out.exceptionPorts().isEmpty()
                                ? "no exception ports"
                                : out.exceptionPorts().stream()
                                        .map(one -> Integer.toHexString(one.mask()) + " to " + one.port())
                                        .collect(Collectors.joining(", ", "types ", "")));
            }
            if (out.registers() != null) {
                words.add(out.registers().stream()
                        .map(Integer::toHexString)
                        .collect(Collectors.joining(" ", "registers ", "")));
            }
            if (out.status() != null) {
                words.add(Words.of(out.status()));
            }
        }
        return String.join(", ", words);
    }

    private static String message(Outcome.Message message) {
        StringBuilder text = new StringBuilder("message ").append(message.id());
        right(text, "remote", message.remote(), message.remoteDisposition());
        right(text, "local", message.local(), message.localDisposition());
        if (message.seqno() != null) {
            text.append(", number ").append(message.seqno());
        }
        return text.toString();
    }

    private static void right(StringBuilder text, String field, PortName name, String disposition) {
        if (!isNull(name) || disposition != null) {
            text.append(", ").append(field).append(' ').append(name).append(blank(disposition));
        }
    }
}
