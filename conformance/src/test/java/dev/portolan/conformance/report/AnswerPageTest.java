package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.expect.ClausePage;
import dev.portolan.kernel.abi.ReturnCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/generated/answers.md} as far as it can be held without executing a graph. That its edges are those which
 * were executed is looked at by {@code portolan run}.
 */
class AnswerPageTest {

    private static final Path PAGE = Path.of("").toAbsolutePath().resolveSibling("docs/generated/answers.md");
    private static final String TABLE = "| call |";
    private static final String BEHIND = "\n## By wait";

    /* The second cell of a row, which begins with the code proper. */
    private static final Pattern CODE_CELL = Pattern.compile("\\| [^|]+ \\| `([A-Z_]+)[`\\\\].*");

    private final PromisedAnswers promised = new PromisedAnswers();
    private String page;

    @BeforeEach
    void read() throws IOException {
        assertTrue(Files.exists(PAGE), () -> PAGE + " is not there; docs/hacking.md has the command that writes it");
        page = Files.readString(PAGE);
    }

    @Test
    void allButTheEdgesIsCurrent() throws IOException {
        int from = page.indexOf(TABLE);
        int to = page.indexOf(BEHIND);
        String current = page.substring(0, from) + table().text() + page.substring(to);
        if (System.getProperty("portolan.write") != null) {
            Files.writeString(PAGE, current);
            page = current;
        }
        assertTrue(page.equals(current), PAGE + " is not current; docs/hacking.md has the commands that write it anew");
    }

    @Test
    void everyCodeIsProducedOrListed() {
        assertEquals(List.of(), table().unproduced());
    }

    @Test
    void aCodeThatNothingProducesIsFound() {
        String row = "| `mach_port_allocate` | `KERN_NO_SPACE` | ";
        String none = page.lines()
                .map(line -> line.startsWith(row) ? row + "0 | 0 | `ipc.allocate.2` | 9 |" : line)
                .reduce("", (text, line) -> text + line + "\n");

        assertEquals(
                List.of("`mach_port_allocate` KERN_NO_SPACE: by no edge"),
                AnswerPage.read(promised, none.lines().toList()).unproduced());
    }

    @Test
    void everyCodeOfTheKernelHasARowButThoseOfExceptions() {
        String exceptions = String.join("\n", ClausePage.lines("exceptions.md"));
        Set<String> rows = new TreeSet<>();
        for (String line : page.substring(0, page.indexOf(BEHIND)).lines().toList()) {
            Matcher row = CODE_CELL.matcher(line);
            if (row.matches()) {
                rows.add(row.group(1));
            }
        }
        Set<String> codes = Stream.of(ReturnCode.class.getPermittedSubclasses())
                .flatMap(kind -> Stream.of(kind.getEnumConstants()))
                .map(code -> ((ReturnCode) code).name())
                .filter(code -> rows.contains(code) || !exceptions.matches("(?s).*\\b" + code + "\\b.*"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(codes, rows);
    }

    private AnswerPage table() {
        return AnswerPage.read(promised, page.lines().toList());
    }
}
