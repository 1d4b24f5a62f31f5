package dev.portolan.conformance.expect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packaged pages of {@code docs/clauses}, and the one that tells who cites them. */
public final class ClausePage {

    private static final String FOLDER = "/dev/portolan/clauses/";

    private ClausePage() {}

    /** The lines of the page of that name. */
    public static List<String> lines(String page) {
        try (InputStream in = ClausePage.class.getResourceAsStream(FOLDER + page);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
