package dev.portolan.conformance.graph;

/** An edge as the model has it: an action, what should become of it, and the state that it leads to. */
public interface WorldEdge {

    /** The model's name for the action. */
    String action();

    /** What should become of it: a return code, or that the call goes on or waits. */
    String ret();

    /** The clause that decides so. */
    String clause();

    /** Whether it leads to another state than the one that it leaves. */
    boolean changes();
}
