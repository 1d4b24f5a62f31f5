package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A dialect has the same rules with the same values in TLA+, in Java and in its document. */
final class DialectRules {

    static final String TLA = "spec/ipc/Rules.tla";
    static final String EXCEPTIONS = "spec/exc/ExceptionRules.tla";
    static final String RULES = "reference-impl/src/main/java/dev/portolan/kernel/rules/KernelRules.java";
    static final String JAVA = "reference-impl/src/main/java/dev/portolan/kernel/rules/Dialects.java";
    static final String JAVA_OF_EXCEPTIONS =
            "reference-impl/src/main/java/dev/portolan/kernel/rules/ExceptionRules.java";
    static final String PAGE = "docs/dialects.md";

    private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*\\|->\\s*\"(\\w+)\"");

    private DialectRules() {}

    static List<Finding> check(SourceTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (String dialect : List.of("xnu", "classic")) {
            Map<String, String> ipc = inTla(tree.text(TLA), dialect, "Rules");
            Map<String, String> exceptions = inTla(tree.text(EXCEPTIONS), dialect, "Exceptions");
            Map<String, String> page = onPage(tree.text(PAGE), dialect);
            Map<String, String> pageOfExceptions = new TreeMap<>(page);
            pageOfExceptions.keySet().retainAll(exceptions.keySet());
            page.keySet().removeAll(exceptions.keySet());
            compare(
                    findings,
                    JAVA,
                    dialect,
                    TLA,
                    ipc,
                    inJava("KernelRules", tree.text(RULES), tree.text(JAVA), dialect));
            String rules = tree.text(JAVA_OF_EXCEPTIONS);
            Map<String, String> java = inJava("ExceptionRules", rules, rules, dialect);
            compare(findings, JAVA_OF_EXCEPTIONS, dialect, EXCEPTIONS, exceptions, java);
            compare(findings, PAGE, dialect, TLA, ipc, page);
            compare(findings, PAGE, dialect, EXCEPTIONS, exceptions, pageOfExceptions);
        }
        return findings;
    }

    private static void compare(
            List<Finding> findings,
            String file,
            String dialect,
            String module,
            Map<String, String> tla,
            Map<String, String> there) {
        Set<String> rules = new TreeSet<>(tla.keySet());
        rules.addAll(there.keySet());
        for (String rule : rules) {
            if (!Objects.equals(tla.get(rule), there.get(rule))) {
                findings.add(new Finding(
                        file,
                        0,
                        dialect + " has " + rule + " = " + there.get(rule) + ", " + module + " " + tla.get(rule)));
            }
        }
    }

    /** {@code XnuRules == [ rule |-> "value", ... ]}. */
    private static Map<String, String> inTla(String text, String dialect, String what) {
        String name = dialect.substring(0, 1).toUpperCase(Locale.ROOT) + dialect.substring(1) + what;
        Matcher bundle =
                Pattern.compile("(?s)\\b" + name + "\\s*==\\s*\\[(.*?)\\]").matcher(text);
        Map<String, String> rules = new TreeMap<>();
        if (bundle.find()) {
            Matcher field = FIELD.matcher(bundle.group(1));
            while (field.find()) {
                rules.put(field.group(1), field.group(2));
            }
        }
        return rules;
    }

    /** The record's components, and its constant for the dialect, in the same order. */
    private static Map<String, String> inJava(String type, String rulesSource, String dialects, String dialect) {
        List<String> names = arguments(JavaText.code(rulesSource), "record\\s+" + type).stream()
                .map(component -> component.substring(component.lastIndexOf(' ') + 1))
                .collect(Collectors.toList());
        List<String> values =
                arguments(JavaText.code(dialects), dialect.toUpperCase(Locale.ROOT) + "\\s*=\\s*new\\s+" + type);
        Map<String, String> rules = new TreeMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
            rules.put(
                    names.get(i),
                    camelCase(values.get(i).substring(values.get(i).lastIndexOf('.') + 1)));
        }
        return rules;
    }

    private static List<String> arguments(String code, String before) {
        Matcher list = Pattern.compile(before + "\\s*\\(([^)]*)\\)").matcher(code);
        return list.find()
                ? Pattern.compile(",")
                        .splitAsStream(list.group(1))
                        .map(String::strip)
                        .collect(Collectors.toList())
                : List.of();
    }

    private static String camelCase(String constant) {
        return Pattern.compile("_(\\w)")
                .matcher(constant.toLowerCase(Locale.ROOT))
                .replaceAll((MatchResult letter) -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** A table whose rows begin with a rule, then its value under xnu, then under classic. */
    private static Map<String, String> onPage(String text, String dialect) {
        Pattern row = Pattern.compile("(?m)^\\|\\s*(?:\\[)?`(\\w+)`[^|]*\\|\\s*`(\\w+)`[^|]*\\|\\s*`(\\w+)`");
        Map<String, String> rules = new TreeMap<>();
        Matcher found = row.matcher(text);
        while (found.find()) {
            rules.put(found.group(1), found.group(dialect.equals("xnu") ? 2 : 3));
        }
        return rules;
    }
}
