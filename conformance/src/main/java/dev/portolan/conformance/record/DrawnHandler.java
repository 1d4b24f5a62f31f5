package dev.portolan.conformance.record;

import static dev.portolan.conformance.record.ObjectSurroundings.CALLER;
import static dev.portolan.conformance.record.ObjectSurroundings.RECORDER;

import dev.portolan.conformance.exc.RequestWords;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a handler of exceptions does, drawn: it receives requests, and answers them, well and badly, or drops them. */
final class DrawnHandler {

    private static final int ROOM = 1024;

    private final Random random;

    /* By the names of their reply rights. */
    private final Map<PortName, RequestWords> held = new LinkedHashMap<>();

    DrawnHandler(Random random) {
        this.random = random;
    }

    /**
     * What the handler does next.
     *
     * @param port one of its ports
     */
    Call next(PortName port) {
        if (random.nextInt(100) == 0) {
            return new Call.MachPortDestroy(CALLER, RECORDER, port, Call.Entry.TRAP);
        }
        if (held.isEmpty() || random.nextInt(2) == 0) {
            Call.Receive receive = new Call.Receive(port, ROOM, false, 0, Call.Timeout.POLL);
            return new Call.MachMsg(CALLER, null, receive);
        }
        PortName reply = new ArrayList<>(held.keySet()).get(random.nextInt(held.size()));
        if (random.nextInt(8) == 0) {
            return new Call.MachPortDeallocate(CALLER, RECORDER, reply, Call.Entry.TRAP);
        }
        return answer(reply, held.get(reply));
    }

    private Call answer(PortName to, RequestWords request) {
        int kind = random.nextInt(16);
        int ret = kind == 0
                ? KernReturn.KERN_FAILURE.code()
                : kind == 1 ? MachMsgReturn.MACH_RCV_PORT_DIED.code() : KernReturn.KERN_SUCCESS.code();
        List<Long> words = new ArrayList<>(request.reply(ret, null));
        if (kind == 2) {
            words.add(0L);
        }
        int id = kind == 3 ? request.id() : request.replyId();
        Call.Header header = new Call.Header(to, "MOVE_SEND_ONCE", PortName.NULL, null, PortName.NULL, null, id, words);
        int size = MachMsgHeader.SIZE + Integer.BYTES * words.size();
        return new Call.MachMsg(CALLER, new Call.Send(header, size, Call.Timeout.POLL), null);
    }

    /** Takes note of requests that were received, and of those that are in its hands no more. */
    void told(Call call, Outcome outcome) {
        if (call instanceof Call.MachPortDeallocate drop && call.thread().equals(CALLER)) {
            held.remove(drop.name());
        } else if (call instanceof Call.MachMsg msg && msg.send() != null && isSent(outcome)) {
            held.remove(msg.send().header().remote());
        } else if (call instanceof Call.MachMsg && isSent(outcome) && outcome.out() != null) {
            Outcome.Message message = outcome.out().message();
            if (message.remote().isValid()) {
                held.put(message.remote(), RequestWords.read(message.id(), message.body()));
            }
        }
    }

    private static boolean isSent(Outcome outcome) {
        return "MACH_MSG_SUCCESS".equals(outcome.ret());
    }
}
