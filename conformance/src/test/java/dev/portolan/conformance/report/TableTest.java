package dev.portolan.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("tables")
class TableTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private String printed(Table table, boolean colour) {
        table.print(new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), colour));
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void numbersStandToTheRight() {
        Table table = new Table("world", "edges", "");
        table.row("MCNames", 1_234_567, "conforms");
        table.row("M", 5L, "conforms");
        assertEquals(
                "world        edges\nMCNames  1,234,567  conforms\nM                5  conforms\n",
                printed(table, false));
    }

    @Test
    void theExpendableColumnGoesWhereThereIsNoRoom() {
        Table table = new Table("world", "dialect", "edges").withExpendable("dialect");
        table.row("w".repeat(70), "classic", 5);
        assertEquals("world" + " ".repeat(67) + "edges\n" + "w".repeat(70) + "      5\n", printed(table, false));
    }

    @Test
    void badNewsIsColouredOnATerminalOnly() {
        Table table = new Table("world", "");
        table.row("M", "diverges");
        assertTrue(printed(table, true).contains("\u001b[1;31mM"));
    }
}
