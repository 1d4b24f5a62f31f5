package dev.portolan.races;

import org.openjdk.jcstress.infra.results.II_Result;

/** The fault of changing two things, and reading them, one after the other: who reads gets one of each. */
abstract class ChangedInTwoSteps {

    private volatile int port;
    private volatile int behavior;

    final void change() {
        port = 1;
        behavior = 1;
    }

    final void read(II_Result result) {
        result.r1 = port;
        result.r2 = behavior;
    }
}
