package dev.portolan.conformance.explain;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Messages, rights and what a thread has yet to do, as a person would say them. */
final class ThreadWords {

    private ThreadWords() {}

    /** What remains of the thread's call, in a phrase. */
    static String of(ThreadState thread) {
        return switch (thread.at()) {
            case "Idle" -> "makes no call";
            case "blocked" -> "waits";
            case "CopyinBody" -> "is about to copy in what " + of(thread.message()) + " carries";
            case "Admit" ->
                "is about to have " + of(thread.message()) + " admitted"
                        + (Boolean.TRUE.equals(thread.again()) ? " once more" : "")
                        + (Boolean.TRUE.equals(thread.always()) ? " in any case" : "");
            case "RequestAcceptance" ->
                "is about to have " + of(thread.message()) + " accepted, and to be told when it is taken";
            case "Post" -> "holds a place for " + of(thread.message()) + " and is about to post it";
            case "AwaitSlot" -> "waits for room for " + of(thread.message()) + timeout(thread.timeout());
            case "ReturnMessage" -> "gets " + of(thread.message()) + " back: " + thread.ret();
            case "CopyinReceiveName" -> "has sent, and is about to receive from " + name(thread.receive());
            case "TakeMessage" -> "is about to take a message from " + thread.object();
            case "AwaitMessage" -> "waits for a message from " + thread.object() + receiveTimeout(thread.receive());
            case "CopyoutHeader" ->
                "has taken " + of(thread.message()) + " from " + thread.object()
                        + (Boolean.TRUE.equals(thread.tooLarge()) ? ", which is too large" : "");
            case "CopyoutBody" -> "is about to copy out what " + of(thread.message()) + " carries";
            case "InsertRight" ->
                "is about to give " + of(thread.right()) + " to " + thread.target() + " as " + thread.name();
            case "RequestNotification" ->
                "is about to ask for " + thread.request().id() + " of " + thread.name() + " of " + thread.target()
                        + " by " + of(thread.right()) + trap(thread);
            case "ReturnPrevious" ->
                "is about to be given " + of(thread.right()) + " of the request before" + trap(thread);
            case "TearDown" ->
                "is about to destroy the names of " + thread.target() + ": "
                        + thread.order().stream().map(PortName::symbol).collect(Collectors.joining(" "));
            case "ReturnRight" -> "is about to get " + of(thread.right());
            case "ReleaseRight" ->
                "is about to release " + rights(thread.doomed())
                        + (thread.then() == null ? "" : ", then " + of(thread.then()));
            case "Resume" -> "is about to return " + thread.ret();
            default -> thread.at();
        };
    }

    private static String trap(ThreadState thread) {
        return Boolean.TRUE.equals(thread.trap()) ? ", in a trap" : "";
    }

    static String of(MessageState message) {
        if (message == null) {
            return "a message";
        }
        String reply = message.reply() == null || message.reply().type().equals("NONE")
                ? ""
                : " with reply " + of(message.reply());
        String to = message.destination() == null ? "" : " to " + of(message.destination());
        return "message " + message.id() + to + reply;
    }

    static String of(RightState right) {
        if (right == null || right.type().equals("NONE")) {
            return "no right";
        }
        String words = right.type() + " of " + right.port();
        return right.notice() == null
                ? words
                : words + " with notification " + right.notice().id();
    }

    private static String rights(List<RightState> rights) {
        return rights == null || rights.isEmpty()
                ? "nothing"
                : rights.stream().map(ThreadWords::of).collect(Collectors.joining(", "));
    }

    private static String name(Call.Receive receive) {
        return receive == null || receive.name() == null
                ? "its port"
                : receive.name().symbol();
    }

    private static String receiveTimeout(Call.Receive receive) {
        return receive == null ? "" : timeout(receive.timeout());
    }

    private static String timeout(Call.Timeout timeout) {
        return timeout == null
                ? ""
                : timeout == Call.Timeout.FOREVER
                        ? ", for ever"
                        : ", " + timeout.name().toLowerCase(Locale.ROOT);
    }
}
