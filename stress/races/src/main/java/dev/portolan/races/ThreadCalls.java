package dev.portolan.races;

import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import java.util.List;

/** Calls of one thread, each when the one before has ended. */
final class ThreadCalls implements Contender {

    private final MachThread thread;
    private final List<Deed> deeds;
    private final StringBuilder result = new StringBuilder();
    private int begun;
    private Answer answer;

    ThreadCalls(MachThread thread, List<Deed> deeds) {
        this.thread = thread;
        this.deeds = deeds;
    }

    @Override
    public List<Deed> deeds() {
        return deeds;
    }

    @Override
    public boolean step() {
        boolean between = answer == null || answer instanceof Answer.Returned;
        answer = between ? thread.start(deeds.get(begun++).call()) : thread.step();
        if (answer == Answer.Going.CONTINUED) {
            return true;
        }
        result.append(result.isEmpty() ? "" : " ").append(code(answer));
        return answer instanceof Answer.Returned && begun < deeds.size();
    }

    @Override
    public Answer answer() {
        return answer;
    }

    @Override
    public String result() {
        return result.toString();
    }

    /** The code, or that the call waits. */
    static String code(Answer answer) {
        return answer instanceof Answer.Returned returned
                ? returned.result().code().toString()
                : answer.toString();
    }
}
