package dev.portolan.races;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A race whose fault is forbidden, as it is in no file of the real ones. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "One was lost.")
@State
public class LostUpdateRace {

    private volatile int count;

    @Actor
    public void one() {
        count = count + 1;
    }

    @Actor
    public void other() {
        count = count + 1;
    }

    @Arbiter
    public void after(I_Result result) {
        result.r1 = count;
    }
}
