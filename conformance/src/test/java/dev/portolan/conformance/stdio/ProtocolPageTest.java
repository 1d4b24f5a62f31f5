package dev.portolan.conformance.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portolan.conformance.drive.ReferenceKernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the session in docs/protocol.md")
class ProtocolPageTest {

    @Test
    void whoTypesItGetsTheseAnswers() throws Exception {
        List<String> page = Files.readAllLines(Path.of("../docs/protocol.md"));
        List<String> asked = after(page, "> {");
        assertFalse(asked.isEmpty());
        byte[] requests = asked.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        new KernelServer(new ReferenceKernel(), new ByteArrayInputStream(requests), answers).serve();
        assertEquals(
                after(page, "< {"),
                answers.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static List<String> after(List<String> page, String mark) {
        return page.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(2))
                .toList();
    }
}
