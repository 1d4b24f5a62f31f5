package dev.portolan.races;

import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import java.util.List;

/** What one of the race's threads does. */
public interface Contender {

    /** A call of a thread, or what befalls it: then it is no call. */
    record Deed(MachThread thread, Continuation call, boolean aborts) {}

    /** What it does, one after the other. */
    List<Deed> deeds();

    /** Takes a step; answers whether there is another to take now. */
    boolean step();

    /** What the last step came to; null if it befell a thread. */
    Answer answer();

    /** What it came to: a code for each call, or that it waits. */
    String result();
}
