package dev.portolan.kernel.queue;

/**
 * How one who cannot go on passes the time before it looks again, before it gets in line, and before it parks.
 *
 * <p>To park and be woken takes as long as a thousand looks, to get in line and be answered as long as a hundred. So who
 * finds nothing looks as long as an answer takes from another processor, and only then gets in line; there it offers its
 * processor to others, of whom the one waited for may be one, and only then is it worth to park.
 *
 * <p>A long queue is looked at more rarely. Each look takes the end of the row away from who is writing there, and one
 * who has just caught up and looks on and on slows the other down to its own pace, one message a look. Who rests first
 * finds many.
 */
final class Patience {

    /** From this limit on a queue is long. */
    static final int LONG = 16;

    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    /* Before getting in line: at a short queue, at one of any length where processors are scarce, at a long one. */
    private static final int LOOKS = 60;
    private static final int FEW_LOOKS = ALONE ? 1 : 4;
    private static final int RESTS = 3;

    /* At a long queue: to offer the processor makes room, or messages, for many. */
    private static final int OFFERS = 2;

    private static final int LOOKS_IN_LINE = ALONE ? 1 : 8;
    private static final int OFFERS_IN_LINE = 48;

    /** A processor that was offered and came back later than this has been used by others. */
    private static final long TURN_NANOS = 1000;

    private final boolean isLong;

    /** Whether the last processor that was offered was taken: while it is so, looking keeps others from their work. */
    private volatile boolean isCrowded;

    Patience(int limit) {
        isLong = limit >= LONG;
    }

    /** Passes the time until the next look; answers false at once if it is time to get in line instead. */
    boolean lastsBeforeLine(int look) {
        boolean rests = isLong && !isCrowded && !ALONE;
        int looks = rests ? RESTS : isCrowded || ALONE ? FEW_LOOKS : LOOKS;
        if (look < looks) {
            if (rests) {
                rest();
            } else {
                Thread.onSpinWait();
            }
        } else if (isLong && look < looks + OFFERS) {
            offerProcessor();
        } else {
            return false;
        }
        return true;
    }

    /** Passes the time until the next look; answers false at once if it is time to park instead. */
    boolean lastsInLine(int look) {
        if (look < LOOKS_IN_LINE) {
            Thread.onSpinWait();
        } else if (look < LOOKS_IN_LINE + OFFERS_IN_LINE) {
            offerProcessor();
        } else {
            return false;
        }
        return true;
    }

    /**
     * After a compare-and-set that another was faster at. In a long queue there is more for either; two who go on at once
     * take the same lines of memory from each other at every message.
     */
    static void letTheOtherGo(int limit) {
        if (limit >= LONG) {
            rest();
        }
    }

    /* About as long as a line of memory takes to another processor and back, a few times. */
    private static void rest() {
        for (int i = 0; i < 16; i++) {
            pauseEightTimes();
        }
    }

    /* In a row, for Lincheck takes a loop of many rounds for one without end. */
    private static void pauseEightTimes() {
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
        Thread.onSpinWait();
    }

    private void offerProcessor() {
        long before = System.nanoTime();
        Thread.yield();
        boolean taken = System.nanoTime() - before > TURN_NANOS;
        if (taken != isCrowded) {
            isCrowded = taken;
        }
    }
}
