package dev.portolan.races;

import dev.portolan.kernel.machine.Answer;
import java.util.List;

/** Something that befalls a thread, in one step. */
record ThreadEvent(List<Deed> deeds) implements Contender {
    @Override
    public boolean step() {
        Deed deed = deeds.get(0);
        if (deed.aborts()) {
            deed.thread().threadAbort();
        } else {
            deed.thread().clockExpire();
        }
        return false;
    }

    @Override
    public Answer answer() {
        return null;
    }

    @Override
    public String result() {
        return "done";
    }
}
