package dev.portolan.races;

/** The fault of looking first: who comes looks whether it is held, and who holds whether somebody is there. */
abstract class HeldOrThere {

    private volatile boolean held;
    private volatile boolean there;

    /** Answers 1 to who came and is held. */
    final int come() {
        boolean seen = held;
        there = true;
        return seen ? 1 : 0;
    }

    /** Answers 1 to who holds one that is there. */
    final int hold() {
        boolean seen = there;
        held = true;
        return seen ? 1 : 0;
    }
}
