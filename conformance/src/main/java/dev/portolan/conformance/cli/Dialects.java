package dev.portolan.conformance.cli;

import java.util.List;

/** The names that {@code --dialect} takes. */
final class Dialects {

    private static final List<String> NAMES = List.of("xnu", "classic");

    private Dialects() {}

    /** Refuses a name that is no dialect; null is none given. */
    static void check(String name) {
        if (name != null && !NAMES.contains(name)) {
            throw new InputError("--dialect " + name + ": there are " + String.join(" and ", NAMES));
        }
    }
}
