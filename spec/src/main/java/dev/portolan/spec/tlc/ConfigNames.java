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
public record ConfigNames(List<String> invariants, List<String> properties) {

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
        List<String> invariants = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        String section = "";
        for (String token : tokens(config)) {
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

    /** The configuration without its comments, its invariants and its properties. */
    public static String withoutClaims(String config) {
        StringBuilder rest = new StringBuilder();
        boolean isClaim = false;
        for (String token : tokens(config)) {
            if (KEYWORDS.contains(token)) {
                isClaim = token.startsWith("INVARIANT") || token.startsWith("PROPERT");
            }
            if (!isClaim) {
                rest.append(token).append('\n');
            }
        }
        return rest.toString();
    }

    private static String[] tokens(String config) {
        String bare = config.replaceAll("(?s)\\(\\*.*?\\*\\)", " ").replaceAll("\\\\\\*[^\\n]*", " ");
        return bare.trim().split("\\s+");
    }

    boolean isInvariant(String name) {
        return invariants.contains(name);
    }

    /** The property that TLC means by {@code reported}, or {@code reported} itself where that is open. */
    String property(String reported) {
        return !properties.contains(reported) && properties.size() == 1 ? properties.get(0) : reported;
    }
}
