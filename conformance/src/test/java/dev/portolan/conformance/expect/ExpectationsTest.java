package dev.portolan.conformance.expect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("files of expectations")
class ExpectationsTest {

    private static final String HEADER = "{\"format\":\"portolan-expectations/1\"}";
    private static final Call DESTROY = new Call.MachPortDestroy("A1", "A", PortName.of("p1"), Call.Entry.TRAP);
    private static final Outcome DIES = new Outcome("KERN_SUCCESS", "ipc.destroy.6", null, List.of());

    @TempDir
    Path folder;

    private Expectations read(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("known.expect"), String.join("\n", lines));
        return Expectations.read(file);
    }

    private static String line(String fields) {
        return "{" + fields.replace('\'', '"') + "}";
    }

    @Test
    void theFirstThatMatchesIsMeant() throws IOException {
        Expectations expectations = read(
                HEADER,
                line("'expect':'skip','call':'mach_msg','reason':'none yet'"),
                "",
                line("'expect':'fail','call':'mach_port_destroy','clause':'ipc.destroy.6','reason':'leaks',"
                        + "'issue':'https://example.org/1'"),
                line("'expect':'fail','call':'mach_port_destroy','ret':'KERN_SUCCESS','reason':'all of it'"));
        assertEquals(3, expectations.all().size());
        Expectation matched = expectations.of("MCRefs_xnu", "xnu", DESTROY, DIES);
        assertEquals(4, matched.line());
        assertEquals("leaks (https://example.org/1)", matched.why());
        assertEquals("mach_port_destroy ipc.destroy.6", matched.subject());
        Outcome other = new Outcome("KERN_INVALID_NAME", "ipc.destroy.3", null, List.of());
        assertNull(expectations.of("MCRefs_xnu", "xnu", DESTROY, other));
        assertEquals(
                Expectation.Effect.SKIP,
                expectations
                        .of("any", "classic", new Call.MachMsg("A1", null, null), other)
                        .effect());
    }

    @Test
    void whatNobodyKnowsTheClauseOfIsMatchedByItsCode() throws IOException {
        Expectations expectations = read(
                HEADER,
                line("'expect':'fail','call':'mach_port_destroy','clause':'ipc.destroy.*','reason':'by clause'"),
                line("'expect':'fail','call':'mach_port_destroy','ret':'KERN_SUCCESS','reason':'by code'"));
        Outcome recorded = new Outcome("KERN_SUCCESS", null, null, null);
        assertEquals("by clause", expectations.of("w", "xnu", DESTROY, DIES).reason());
        assertEquals("by code", expectations.of("w", "xnu", DESTROY, recorded).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "MCRefs_xnu, MCRefs_xnu, true",
        "MC*_xnu, MCRefs_xnu, true",
        "MC*_xnu, MCRefs_classic, false",
        "*, anything, true",
        "MC*s*, MCRefs, true",
        "Refs, MCRefs, false"
    })
    void aPlaceMayBeNamedByGlob(String glob, String where, boolean matches) throws IOException {
        Expectations expectations =
                read(HEADER, line("'expect':'skip','call':'mach_port_destroy','where':'" + glob + "','reason':'r'"));
        assertEquals(matches, expectations.of(where, "xnu", DESTROY, DIES) != null);
    }

    @Test
    void aDialectNarrows() throws IOException {
        Expectations expectations =
                read(HEADER, line("'expect':'skip','call':'mach_port_destroy','dialect':'xnu','reason':'r'"));
        assertTrue(expectations.of("w", "xnu", DESTROY, DIES) != null);
        assertNull(expectations.of("w", "classic", DESTROY, DIES));
    }

    @Test
    void aTallyTellsPassesThatWereNotExpectedFromTheRest() throws IOException {
        Expectations expectations = read(
                HEADER,
                line("'expect':'fail','call':'mach_port_destroy','clause':'ipc.destroy.6','reason':'a'"),
                line("'expect':'fail','call':'mach_port_destroy','clause':'ipc.destroy.4','reason':'b'"),
                line("'expect':'skip','call':'mach_msg','reason':'c'"),
                line("'expect':'fail','call':'mach_port_type','clause':'ipc.type.1','reason':'d'"));
        ExpectationTally tally = new ExpectationTally(expectations);
        tally.failed(expectations.all().get(0), 1);
        tally.passed(expectations.all().get(0), 9);
        tally.skipped(expectations.all().get(2), 5);
        tally.passed(expectations.all().get(1), 2);
        assertEquals(
                List.of(false, true, false, false),
                tally.results().stream()
                        .map(ExpectationTally.Result::isUnexpectedPass)
                        .toList());
        assertEquals(
                List.of(false, false, false, true),
                tally.results().stream()
                        .map(ExpectationTally.Result::isUnmatched)
                        .toList());
    }

    /** A line in the place of the second, and how the reason begins why it is refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "[]#there must be a JSON object",
                "{}#expect is missing",
                "{'expect':'skip'}#call is missing",
                "{'expect':'skip','call':'mach_msg'}#reason is missing",
                "{'expect':'skip','call':'mach_msg','reason':' '}#reason must be a string with something in it",
                "{'expect':'skip','call':'mach_msg','reason':7}#reason must be a string",
                "{'expect':'xfail','call':'mach_msg','reason':'r'}#expect must be skip or fail, is xfail",
                "{'expect':'fail','call':'mach_msg','reason':'r'}#an expected failure needs a clause or a ret",
                "{'expect':'skip','call':'mach_port_space_info','reason':'r'}#call must be one of clock_expire",
                "{'expect':'skip','call':'mach_msg','clause':'ipc.send.999','reason':'r'}#there is no clause",
                "{'expect':'skip','call':'mach_msg','clause':'ipc.fly.*','reason':'r'}#there is no clause",
                "{'expect':'skip','call':'mach_msg','ret':'ok','reason':'r'}#ret must be a return code",
                "{'expect':'skip','call':'mach_msg','dialect':'minix','reason':'r'}#dialect must be one of",
                "{'expect':'skip','call':'mach_msg','issue':'soon','reason':'r'}#issue must be an http",
                "{'expect':'skip','call':'mach_msg','reason':'r','why':'r'}#there is no field why",
                "{'expect':'skip','call':'mach_msg','reason':'r','reason':'r'}#column",
                "{'expect':'skip','call':'mach_msg','reason':'r'} {}#there is more after the JSON object",
                "{'expect':'skip','call':#column",
            })
    void aBadLineIsRefusedWithFileLineAndReason(String line, String reason) {
        ExpectationFileException refusal =
                assertThrows(ExpectationFileException.class, () -> read(HEADER, line.replace('\'', '"')));
        String place = folder.resolve("known.expect") + ":2: ";
        assertTrue(refusal.getMessage().startsWith(place + reason), refusal.getMessage());
    }

    @Test
    void theSameTwiceIsRefused() {
        String one = line("'expect':'skip','call':'mach_msg','reason':'r'");
        ExpectationFileException refusal = assertThrows(ExpectationFileException.class, () -> read(HEADER, one, one));
        assertTrue(refusal.getMessage().contains(":3: line 2 speaks of the same"), refusal.getMessage());
    }

    @Test
    void aFileWithoutItsFirstLineIsRefused() {
        for (String first : List.of("", "{\"format\":\"portolan-expectations/2\"}", "{}")) {
            ExpectationFileException refusal = assertThrows(ExpectationFileException.class, () -> read(first));
            assertTrue(refusal.getMessage().contains(":1: "), refusal.getMessage());
        }
    }

    @Test
    void whatIsNoTextOrTooMuchIsRefused() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
        assertTrue(assertThrows(ExpectationFileException.class, () -> Expectations.read(bytes))
                .getMessage()
                .contains("not UTF-8"));
        Path large = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertTrue(assertThrows(ExpectationFileException.class, () -> Expectations.read(large))
                .getMessage()
                .contains("larger than"));
    }

    @Test
    void theSchemaSaysTheSame() throws IOException {
        JsonSchema schema;
        try (var in = Expectations.class.getResourceAsStream("expectations-1.schema.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        ObjectMapper json = new ObjectMapper();
        for (String good : List.of(
                HEADER,
                line("'expect':'skip','call':'mach_msg','reason':'r'"),
                line("'expect':'fail','call':'mach_msg','clause':'ipc.send.*','dialect':'xnu','where':'MC*',"
                        + "'reason':'r','issue':'https://example.org'"))) {
            assertEquals(java.util.Set.of(), schema.validate(json.readTree(good)), good);
        }
        for (String bad : List.of(
                line("'expect':'fail','call':'mach_msg','reason':'r'"),
                line("'expect':'skip','call':'mach_msg'"),
                line("'expect':'skip','call':'mach_port_space_info','reason':'r'"),
                line("'expect':'skip','call':'mach_msg','reason':'r','why':'r'"))) {
            assertFalse(schema.validate(json.readTree(bad)).isEmpty(), bad);
        }
    }
}
