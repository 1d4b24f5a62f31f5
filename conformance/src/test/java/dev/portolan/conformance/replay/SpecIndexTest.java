package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each clause leads to the lines of TLA+ that decide by it. */
@DisplayName("the specification by clause")
class SpecIndexTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CLAUSE = Pattern.compile("(?m)^\\| `(ipc\\.[a-z_]+\\.\\d+)`");

    private final SpecIndex index = new SpecIndex(SpecFiles.packaged());

    @Test
    void everyClauseThatIsModelledIsFound() throws IOException {
        String page = Files.readString(REPOSITORY.resolve("docs/clauses/ipc.md"));
        Matcher clause = CLAUSE.matcher(page.substring(0, page.indexOf("## Not modelled")));
        int found = 0;
        while (clause.find()) {
            List<SpecCitation> places = index.places(clause.group(1), null);
            assertFalse(places.isEmpty(), clause.group(1));
            for (SpecCitation place : places) {
                isThere(clause.group(1), place);
            }
            found++;
        }
        assertTrue(found > 100, "clauses: " + found);
    }

    /* The line cited has the clause, or is the definition under the header that has it. */
    private static void isThere(String clause, SpecCitation place) throws IOException {
        List<String> lines = Files.readAllLines(REPOSITORY.resolve(place.file()));
        String line = lines.get(place.line() - 1);
        assertTrue(line.contains('"' + clause + '"') || line.contains(place.operator()), place.place() + ": " + line);
        assertTrue(place.text().contains(lines.get(place.firstLine() - 1).strip())
                || place.text()
                        .get(0)
                        .strip()
                        .equals(lines.get(place.firstLine() - 1).strip()));
        int last = place.firstLine() + place.text().size() - 1;
        assertTrue(place.firstLine() <= place.line() && place.line() <= last, place.place());
        assertTrue(place.text().size() <= 16, place.place());
    }

    @Test
    void aClauseOutsideTheModelIsFoundNowhere() {
        assertEquals(List.of(), index.places("ipc.send.5", null));
    }

    @Test
    void aCheckBeginsWithItsCondition() {
        SpecCitation place =
                index.places("ipc.deallocate.6", "MachPortDeallocate").get(0);
        assertEquals("MachPortDeallocateStep", place.operator());
        assertEquals(
                List.of(
                        "[] HasSend(e) ->",
                        "      IF e.userRefs > 1 THEN Ok(SetEntry(k, task, name, LessOneRef(e)), \"ipc.deallocate.6\")"),
                place.text());
    }

    @Test
    void whatIsLeftWhenNothingElseAppliesIsToldByTheOtherCases() {
        SpecCitation place = index.places("ipc.receive.6", "TakeMessage").get(0);
        assertTrue(
                index.places("ipc.abort.3", "ThreadAbort").get(0).text().get(0).startsWith("CASE "));
        assertEquals("TakeMessageStep", place.operator());
    }

    @Test
    void theOperatorOfTheActionComesFirst() {
        assertEquals(
                "ClockExpireStep",
                index.places("ipc.receive.4", "ClockExpire").get(0).operator());
        assertEquals(
                "TakeMessageStep",
                index.places("ipc.receive.4", "TakeMessage").get(0).operator());
    }
}
