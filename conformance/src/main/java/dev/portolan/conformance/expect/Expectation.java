package dev.portolan.conformance.expect;

import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Outcome;

/**
 * What is known of a kernel's answer to a kind of call.
 *
 * @param line of the file, counted from 1
 * @param effect what is expected
 * @param call by Mach's name, such as {@code mach_port_destroy}
 * @param clause the id of the clause that should decide, or of a group, {@code ipc.send.*}; null for any
 * @param ret the code that should be answered, or null for any
 * @param dialect null for any
 * @param where the name of a world or of a trace's run, {@code *} standing for any letters; null for any
 * @param reason why
 * @param issue where it is told at length, or null
 */
public record Expectation(
        int line,
        Effect effect,
        String call,
        String clause,
        String ret,
        String dialect,
        String where,
        String reason,
        String issue) {

    /** What is expected. */
    public enum Effect {
        /** The call is not to be made. */
        SKIP,
        /** The kernel does not do as it should. */
        FAIL
    }

    private static final String GROUP = ".*";

    /**
     * True if it speaks of this call.
     *
     * @param expected what should become of the call; a clause that nobody knows is matched by none
     */
    boolean matches(String actualWhere, String actualDialect, Call actualCall, Outcome expected) {
        return (ret == null || ret.equals(expected.ret()))
                && (clause == null || isClause(expected.clause()))
                && call.equals(CallForm.of(actualCall).name())
                && (dialect == null || dialect.equals(actualDialect))
                && (where == null || isGlob(where, actualWhere));
    }

    private boolean isClause(String actual) {
        return actual != null
                && (clause.endsWith(GROUP)
                        ? actual.startsWith(clause.substring(0, clause.length() - 1))
                        : actual.equals(clause));
    }

    private static boolean isGlob(String glob, String text) {
        int star = glob.indexOf('*');
        if (star < 0) {
            return glob.equals(text);
        }
        if (!text.startsWith(glob.substring(0, star))) {
            return false;
        }
        String rest = glob.substring(star + 1);
        for (int from = star; from <= text.length(); from++) {
            if (isGlob(rest, text.substring(from))) {
                return true;
            }
        }
        return false;
    }

    /** What it speaks of, in a few words: {@code mach_port_destroy ipc.destroy.6}. */
    public String subject() {
        StringBuilder text = new StringBuilder(call);
        for (String part : new String[] {clause, ret, dialect, where}) {
            if (part != null) {
                text.append(' ').append(part);
            }
        }
        return text.toString();
    }

    /** The reason, and the issue if there is one. */
    public String why() {
        return issue == null ? reason : reason + " (" + issue + ")";
    }
}
