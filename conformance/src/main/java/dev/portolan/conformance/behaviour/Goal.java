package dev.portolan.conformance.behaviour;

import dev.portolan.traces.Outcome;
import java.util.Locale;

/**
 * What a behaviour of a model is to reach.
 *
 * @param kind what is looked for
 * @param value the clause's id, the return code by Mach's name, or the action by the specification's
 */
public record Goal(Kind kind, String value) {

    /** What can be reached. */
    public enum Kind {
        /** A clause that decides an answer, be it the caller's or that of a thread that it lets go. */
        CLAUSE,
        /** A return code, likewise. */
        CODE,
        /** An action that is taken. */
        ACTION
    }

    /** True if an edge with this action and outcome reaches the goal. */
    boolean isReachedBy(String action, Outcome outcome) {
        if (kind == Kind.ACTION) {
            return action.equals(value);
        }
        if (value.equals(kind == Kind.CLAUSE ? outcome.clause() : outcome.ret())) {
            return true;
        }
        for (Outcome.Completion woken : outcome.woke()) {
            if (value.equals(kind == Kind.CLAUSE ? woken.clause() : woken.ret())) {
                return true;
            }
        }
        return false;
    }

    /** As it is written on a command line: {@code clause=ipc.send.4}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "=" + value;
    }
}
