package dev.portolan.races;

/** The fault of looking for the other, and coming then: a message and who waits for it may both come unseen. */
abstract class LooksAndComes {

    private volatile boolean message;
    private volatile boolean waits;
    private volatile boolean given;

    final void comeWithWhatIsWaitedFor() {
        if (waits) {
            given = true;
        } else {
            message = true;
        }
    }

    final void comeToWait() {
        if (message) {
            given = true;
        } else {
            waits = true;
        }
    }

    final boolean isGiven() {
        return given;
    }
}
