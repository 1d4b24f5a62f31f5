package dev.portolan.races;

/** The fault of looking, and taking then: what is there once, two may take. */
abstract class TakenOnce {

    private volatile boolean there = true;

    /** Answers 1 to whoever has taken it, else 0. */
    final int take() {
        boolean seen = there;
        there = false;
        return seen ? 1 : 0;
    }
}
