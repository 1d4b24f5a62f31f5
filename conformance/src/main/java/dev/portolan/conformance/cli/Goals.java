package dev.portolan.conformance.cli;

import dev.portolan.conformance.behaviour.Goal;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What {@code --goal} takes. */
final class Goals {

    private static final Set<String> BEYOND_CODES = Set.of("BLOCKED", "CONTINUE");

    private Goals() {}

    /**
     * Reads {@code clause=ID}, {@code code=CODE} or {@code action=NAME}.
     *
     * @throws InputError if it is none of these, or speaks of what does not exist
     */
    static Goal parse(String text) {
        int equals = text.indexOf('=');
        String kind = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "clause" -> clause(value);
            case "code" -> code(value);
            case "action" -> action(value);
            default -> throw new InputError("--goal " + text + ": clause=ID, code=RETURN_CODE or action=NAME");
        };
    }

    private static Goal clause(String id) {
        if (new Citations().sentence(id) == null) {
            throw new InputError("--goal clause=" + id + ": there is no such clause in docs/clauses");
        }
        return new Goal(Goal.Kind.CLAUSE, id);
    }

    private static Goal code(String code) {
        String bare = code.replaceFirst("\\|.*", "");
        boolean known = BEYOND_CODES.contains(bare)
                || Arrays.stream(KernReturn.values()).anyMatch(one -> one.name().equals(bare))
                || Arrays.stream(MachMsgReturn.values())
                        .anyMatch(one -> one.name().equals(bare));
        if (!known) {
            throw new InputError("--goal code=" + code + ": there is no such return code");
        }
        return new Goal(Goal.Kind.CODE, code);
    }

    /* Whether a model has the action is found by looking. */
    private static Goal action(String name) {
        if (!name.matches("[A-Z][A-Za-z]*")) {
            throw new InputError("--goal action=" + name + ": an action is called as in MachPortDestroy");
        }
        return new Goal(Goal.Kind.ACTION, name);
    }
}
