package dev.portolan.races;

import dev.portolan.kernel.machine.Answer;
import java.util.List;

/** One of whom it is only seen what it leaves: whether it waited, and what it was answered, says nothing. */
record Unseen(Contender contender) implements Contender {

    @Override
    public List<Deed> deeds() {
        return contender.deeds();
    }

    @Override
    public boolean step() {
        return contender.step();
    }

    @Override
    public Answer answer() {
        return contender.answer();
    }

    @Override
    public String result() {
        return "done";
    }
}
