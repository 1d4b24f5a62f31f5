package dev.portolan.conformance.abstraction;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import java.util.List;
import java.util.Objects;

/**
 * Whether two states are equal, as {@code equals} has it, but fast: states are compared at every edge of a graph.
 *
 * <p>Strings of both sides are nearly always the same objects.
 */
public final class StateEquality {

    private StateEquality() {}

    /** As {@code a.equals(b)}; neither is null. */
    public static boolean equal(KernelState a, KernelState b) {
        return a == b
                || listsEqual(a.spaces(), b.spaces(), StateEquality::equal)
                        && listsEqual(a.ports(), b.ports(), StateEquality::equal)
                        && listsEqual(a.threads(), b.threads(), StateEquality::equal)
                        && Objects.equals(a.tasks(), b.tasks())
                        && Objects.equals(a.acts(), b.acts());
    }

    private interface Pair<T> {
        boolean test(T a, T b);
    }

    private static <T> boolean listsEqual(List<T> a, List<T> b, Pair<T> pair) {
        if (a == b) {
            return true;
        }
        if (a == null || b == null || a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            T first = a.get(i);
            T second = b.get(i);
            if (first != second && !pair.test(first, second)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(SpaceState a, SpaceState b) {
        return same(a.task(), b.task()) && listsEqual(a.entries(), b.entries(), StateEquality::equal);
    }

    private static boolean equal(EntryState a, EntryState b) {
        return (a.name() == b.name() || same(a.name().symbol(), b.name().symbol()))
                && same(a.type(), b.type())
                && same(a.port(), b.port())
                && same(a.userRefs(), b.userRefs())
                && Objects.equals(a.request(), b.request());
    }

    private static boolean equal(PortState a, PortState b) {
        return same(a.port(), b.port())
                && same(a.kind(), b.kind())
                && same(a.receiver(), b.receiver())
                && same(a.sendRights(), b.sendRights())
                && same(a.sendOnceRights(), b.sendOnceRights())
                && same(a.makeSendCount(), b.makeSendCount())
                && same(a.seqno(), b.seqno())
                && same(a.queueLimit(), b.queueLimit())
                && same(a.messageCount(), b.messageCount())
                && listsEqual(a.queue(), b.queue(), StateEquality::equal)
                && listsEqual(a.senders(), b.senders(), StateEquality::same)
                && listsEqual(a.receivers(), b.receivers(), StateEquality::same)
                && Objects.equals(a.requests(), b.requests())
                && Objects.equals(a.destination(), b.destination())
                && listsEqual(a.sets(), b.sets(), StateEquality::same)
                && listsEqual(a.preposts(), b.preposts(), StateEquality::same)
                && Objects.equals(a.guard(), b.guard())
                && same(a.specialReply(), b.specialReply())
                && same(a.timer(), b.timer());
    }

    private static boolean equal(MessageState a, MessageState b) {
        return a.id() == b.id()
                && same(a.size(), b.size())
                && equal(a.destination(), b.destination())
                && equal(a.reply(), b.reply())
                && Objects.equals(a.descriptors(), b.descriptors())
                && Objects.equals(a.notified(), b.notified())
                && Objects.equals(a.notifyPort(), b.notifyPort())
                && Objects.equals(a.acceptance(), b.acceptance())
                && Objects.equals(a.timer(), b.timer());
    }

    private static boolean equal(RightState a, RightState b) {
        return a == b
                || a != null
                        && b != null
                        && same(a.type(), b.type())
                        && same(a.port(), b.port())
                        && Objects.equals(a.notice(), b.notice());
    }

    /** Threads in the middle of a call are few. */
    private static boolean equal(ThreadState a, ThreadState b) {
        return same(a.at(), b.at()) && a.equals(b);
    }

    private static boolean same(String a, String b) {
        return a == b || a != null && a.equals(b);
    }

    private static boolean same(Integer a, Integer b) {
        return Objects.equals(a, b);
    }
}
