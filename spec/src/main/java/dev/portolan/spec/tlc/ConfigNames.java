package dev.portolan.spec.tlc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The invariants and properties that a configuration names.
 *
 * <p>TLC reports a broken property by the name of the part that broke it, or by none at all, and calls a property
 * {@code []P} an invariant. What was broken is told from these lists instead.
 */
record ConfigNames(List<String> invariants, List<String> properties) {

    private static final Set<String> KEYWORDS = Set.of(
            "CONSTANT",
            "CONSTANTS",
            "CONSTRAINT",
            "CONSTRAINTS",
            "ACTION_CONSTRAINT",
            "ACTION_CONSTRAINTS",
            "INVARIANT",
            "INVARIANTS",
            "INIT",
            "NEXT",
            "VIEW",
            "SYMMETRY",
            "SPECIFICATION",
            "PROPERTY",
            "PROPERTIES",
            "ALIAS",
            "POSTCONDITION",
            "CHECK_DEADLOCK");

    static ConfigNames parse(String config) {
        String bare = config.replaceAll("(?s)\\(\\*.*?\\*\\)", " ").replaceAll("\\\\\\*[^\\n]*", " ");
        List<String> invariants = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        String section = "";
        for (String token : bare.trim().split("\\s+")) {
            if (KEYWORDS.contains(token)) {
                section = token.toUpperCase(Locale.ROOT);
            } else if (section.startsWith("INVARIANT")) {
                invariants.add(token);
            } else if (section.startsWith("PROPERT")) {
                properties.add(token);
            }
        }
        return new ConfigNames(invariants, properties);
    }

    boolean isInvariant(String name) {
        return invariants.contains(name);
    }

    /** The property that TLC means by {@code reported}, or {@code reported} itself where that is open. */
    String property(String reported) {
        return !properties.contains(reported) && properties.size() == 1 ? properties.get(0) : reported;
    }
}
