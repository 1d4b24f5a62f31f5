package dev.portolan.kernel;

import java.util.List;

/** Faults planted in what holds threads and signals them, each found by the test that is there for it. */
class ThreadFaultsTest extends KernelFaultsTestCase {

    private static final String PENDING = "PendingSignalsTest#theLowestComesFirstAndWhatIsMaskedWaits";

    private static final String HELD_SENDER = "HeldWaitsTest#aSenderPostsWhenItIsResumed";

    private static final List<KernelFault> FAULTS = List.of(
            new KernelFault(
                    "signals that come as they were posted",
                    "personality/ThreadSignals.java",
                    "Set<Signal> pending = EnumSet.noneOf(Signal.class);",
                    "Set<Signal> pending = new java.util.LinkedHashSet<>();",
                    PENDING),
            new KernelFault(
                    "a mask that holds SIGKILL back",
                    "personality/ThreadSignals.java",
                    "if (!masked.contains(signal) || signal == Signal.SIGKILL) {",
                    "if (!masked.contains(signal)) {",
                    PENDING),
            new KernelFault(
                    "a mask that holds only the lowest back",
                    "personality/ThreadSignals.java",
                    "if (!masked.contains(signal) || signal == Signal.SIGKILL) {",
                    "if (!masked.contains(signal) || signal != pending.iterator().next()) {",
                    PENDING),
            new KernelFault(
                    "a signal that is pending once it has come",
                    "personality/ThreadSignals.java",
                    "        pending.remove(signal);\n",
                    "",
                    PENDING),
            new KernelFault(
                    "a thread that lets itself go while it waits for others",
                    "kern/ThreadHold.java",
                    "if (one != thread\n                    && one.continuation()",
                    "if (one.continuation()",
                    "OwnHoldTest#waitsUntilTheOthersCome"),
            new KernelFault(
                    "a held thread that posts its message when there is room",
                    "kern/ThreadAct.java",
                    "if (letGo && staysWhereItWaits()) {",
                    "if (letGo && staysWhereItWaits() && kept) {",
                    HELD_SENDER),
            new KernelFault(
                    "a held thread that takes its message when that comes",
                    "kern/ThreadAct.java",
                    "if (letGo && staysWhereItWaits()) {",
                    "if (letGo && staysWhereItWaits() && kept) {",
                    "HeldWaitsTest#aReceiverTakesItsMessageWhenItIsResumed"),
            new KernelFault(
                    "an abort that leaves a held thread where it waited",
                    "kern/ThreadAct.java",
                    "return waitsOn && isActive() && isHeld() && !aborted;",
                    "return waitsOn && isActive() && isHeld();",
                    "HeldWaitsTest#anAbortLetsItGoOnToTheBorder"),
            new KernelFault(
                    "an end that leaves a held thread where it waited",
                    "kern/ThreadAct.java",
                    "return waitsOn && isActive() && isHeld() && !aborted;",
                    "return waitsOn && isHeld();",
                    "HeldWaitsTest#whoIsToldToEndGoes"),
            new KernelFault(
                    "a resumed thread of which nobody tells the machine",
                    "kern/ThreadHold.java",
                    "        if (thread.act().isFreed()) {\n            thread.kernel().machine().unblock(thread);\n        }\n",
                    "",
                    HELD_SENDER));

    ThreadFaultsTest() {
        super(FAULTS);
    }
}
