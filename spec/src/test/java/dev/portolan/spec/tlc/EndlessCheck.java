package dev.portolan.spec.tlc;

import dev.portolan.spec.Toys;
import java.time.Duration;

/** A program that checks a model without end, for tests that end it. */
final class EndlessCheck {

    static final String RUNNING = "running";

    private EndlessCheck() {}

    /**
     * Prints {@value #RUNNING} when TLC is at work, and the result if it comes to that.
     *
     * @param args how it is to end: {@code timeout}, {@code interrupt}, or from outside
     */
    public static void main(String[] args) {
        String end = args[0];
        TlcOptions options = TlcOptions.DEFAULT.withMaxHeap("256m");
        if (end.equals("timeout")) {
            options = options.withTimeout(Duration.ofSeconds(3));
        }
        Thread self = Thread.currentThread();
        try {
            ModelResult result = new TlcRun(Toys.files(), options)
                    .run(Toys.model("MCRights", "MCRights_Endless"), progress -> {
                        System.out.println(RUNNING);
                        if (end.equals("interrupt")) {
                            self.interrupt();
                        }
                    });
            System.out.println(result.result());
        } catch (InterruptedException e) {
            System.out.println("interrupted");
        }
    }
}
