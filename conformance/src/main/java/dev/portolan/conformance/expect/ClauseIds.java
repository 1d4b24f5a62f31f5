package dev.portolan.conformance.expect;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids of the packaged clauses, and of their groups. */
final class ClauseIds {

    private static final Pattern CLAUSE = Pattern.compile("^\\|\\s*`((ipc\\.[a-z_]+\\.)[0-9]+)`");

    private final Set<String> ids = new HashSet<>();

    ClauseIds() {
        for (String line : ClausePage.lines("ipc.md")) {
            Matcher clause = CLAUSE.matcher(line);
            if (clause.find()) {
                ids.add(clause.group(1));
                ids.add(clause.group(2) + "*");
            }
        }
    }

    /** True if there is such a clause, or with {@code .*} at the end such a group. */
    boolean has(String id) {
        return ids.contains(id);
    }
}
