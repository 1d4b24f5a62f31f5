package dev.portolan.conformance.validate;

import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Outcome.Message;
import dev.portolan.traces.Outcome.Out;
import java.util.ArrayList;
import java.util.List;

/** The words of messages, of which the model knows nothing. */
final class Bodies {

    private Bodies() {}

    /** How many messages of an outcome show theirs. */
    static int count(Outcome outcome) {
        int count = has(outcome.out()) ? 1 : 0;
        if (outcome.woke() != null) {
            for (Completion completion : outcome.woke()) {
                count += has(completion.out()) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean has(Out out) {
        return out != null && out.message() != null && out.message().body() != null;
    }

    /** The outcome without them. */
    static Outcome without(Outcome outcome) {
        List<Completion> woke = null;
        if (outcome.woke() != null) {
            woke = new ArrayList<>(outcome.woke().size());
            for (Completion one : outcome.woke()) {
                woke.add(new Completion(one.thread(), one.ret(), one.clause(), without(one.out())));
            }
        }
        return new Outcome(outcome.ret(), outcome.clause(), without(outcome.out()), woke);
    }

    private static Out without(Out out) {
        if (!has(out)) {
            return out;
        }
        Message of = out.message();
        Message message = new Message(
                of.id(),
                of.size(),
                of.remote(),
                of.remoteDisposition(),
                of.local(),
                of.localDisposition(),
                of.seqno(),
                null,
                of.descriptors(),
                of.notified());
        return out.withMessage(message);
    }
}
