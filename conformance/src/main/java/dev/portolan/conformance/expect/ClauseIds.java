package dev.portolan.conformance.expect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids of the packaged clauses, and of their groups. */
final class ClauseIds {

    private static final String RESOURCE = "/dev/portolan/clauses/ipc.md";
    private static final Pattern CLAUSE = Pattern.compile("^\\|\\s*`((ipc\\.[a-z_]+\\.)[0-9]+)`");

    private final Set<String> ids = new HashSet<>();

    ClauseIds() {
        try (InputStream in = ClauseIds.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher clause = CLAUSE.matcher(line);
                if (clause.find()) {
                    ids.add(clause.group(1));
                    ids.add(clause.group(2) + "*");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True if there is such a clause, or with {@code .*} at the end such a group. */
    boolean has(String id) {
        return ids.contains(id);
    }
}
