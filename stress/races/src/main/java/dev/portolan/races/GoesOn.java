package dev.portolan.races;

import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import java.util.List;

/** A thread in a call that somebody let go before. */
final class GoesOn implements Contender {

    private final MachThread thread;
    private Answer answer;

    GoesOn(MachThread thread) {
        this.thread = thread;
    }

    @Override
    public List<Deed> deeds() {
        return List.of(new Deed(thread, null, false));
    }

    @Override
    public boolean step() {
        answer = thread.step();
        return answer == Answer.Going.CONTINUED;
    }

    @Override
    public Answer answer() {
        return answer;
    }

    @Override
    public String result() {
        return ThreadCalls.code(answer);
    }
}
