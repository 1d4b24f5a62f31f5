package dev.portolan.races;

/** The fault of looking, and using then: what is used may have ended since. */
abstract class UsedUntilEnded {

    private volatile boolean ended;
    private volatile boolean used;

    /** Answers 1 to one who has used it, 0 if it had ended. */
    final int use() {
        if (ended) {
            return 0;
        }
        used = true;
        return 1;
    }

    /** Answers 1 if it was used before. */
    final int end() {
        ended = true;
        return used ? 1 : 0;
    }
}
