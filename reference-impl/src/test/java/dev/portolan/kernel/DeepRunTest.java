package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.rules.KernelRules;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Calls by the hundred thousand with the real limits; by the ten million with {@code -Pdepth}.
 *
 * <p>See {@link DeepRun}. What a call should have done is for the models to say; here no invariant breaks, no Java
 * exception comes out, and in the end no port, message or right is left.
 */
@DisplayName("random calls at depth")
class DeepRunTest {

    /** In all, over the four kinds of run. */
    private static final long CALLS = Long.getLong("portolan.depth.calls", 200_000);

    private static final long CALLS_EACH = 250_000;

    @ParameterizedTest
    @CsvSource({"xnu,false", "xnu,true", "classic,false", "classic,true"})
    void invariantsHoldAndNothingIsLeft(String dialect, boolean stepwise) {
        KernelRules rules = dialect.equals("xnu") ? KernelRules.XNU : KernelRules.CLASSIC;
        long share = CALLS / 4;
        int names = 0;
        int queued = 0;
        int references = 0;
        for (long made = 0, seed = 1; made < share; seed++) {
            DeepRun run = new DeepRun(rules, stepwise, seed);
            run.run(Math.min(CALLS_EACH, share - made));
            made += run.made();
            names = Math.max(names, run.names());
            queued = Math.max(queued, run.queued());
            references = Math.max(references, run.references());
        }
        // It did go deep.
        assertTrue(names >= 1_000, names + " names");
        assertTrue(queued >= Math.min(500, rules.greatestQueueLimit()), queued + " messages in a queue");
        assertTrue(references >= 65_534, references + " references");
    }
}
