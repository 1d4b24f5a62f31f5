package dev.portolan.conformance.drive;

import dev.portolan.conformance.kernel.Answer;

/** A call that the kernel did not make, or not to its end; the answer says why. */
public final class NotMade extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    NotMade(Answer answer) {
        // Nobody asks where: it is an answer, and there may be many.
        super(text(answer), null, false, false);
        this.answer = answer;
    }

    /** Any answer but {@link Answer.Made}. */
    public Answer answer() {
        return answer;
    }

    private static String text(Answer answer) {
        if (answer instanceof Answer.Unsupported unsupported) {
            return "unsupported: " + unsupported.reason();
        }
        if (answer instanceof Answer.Skipped skipped) {
            return "skipped: " + skipped.reason();
        }
        if (answer instanceof Answer.Failed failed) {
            return "failed: " + failed.message();
        }
        if (answer instanceof Answer.Crashed crashed) {
            return "crashed: " + crashed.message();
        }
        throw new IllegalArgumentException("the call was made: " + answer);
    }
}
