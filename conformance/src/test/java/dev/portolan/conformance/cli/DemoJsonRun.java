package dev.portolan.conformance.cli;

import java.util.function.UnaryOperator;

/** What {@code portolan demo --json} prints of a demo, on the kernel and with the command that this class's loader has. */
public final class DemoJsonRun implements UnaryOperator<String> {

    @Override
    public String apply(String demo) {
        return Said.portolan("demo", demo, "--json").out();
    }
}
