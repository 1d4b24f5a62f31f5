package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs start from the archive beside the jar, and without one as ever. */
@DisplayName("tlc: archived classes")
class ClassArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void theArchiveBesideTheJarIsTaken() throws IOException {
        Path archive = Files.createFile(folder.resolve("portolan.jsa"));

        List<String> options =
                ClassArchive.options(folder.resolve("portolan.jar").toString());

        assertEquals("-XX:SharedArchiveFile=" + archive, options.get(0));
    }

    /** Of an archive that does not fit the JVM says nothing, and starts; of anything else it warns, but not where the child speaks. */
    @Test
    void warningsAreSaidButNotOfTheArchive() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("portolan.jsa"));

        String said = started("-version");
        assertFalse(said.contains("[warning]"), said);
        assertTrue(said.contains("version"), said);

        String warned = started("-XX:+UseSerialGC", "-XX:MaxNewSize=1g", "-Xmx64m", "-version");
        assertTrue(warned.contains("[warning][gc"), warned);
    }

    /* What a JVM with the options said, all of it on standard error. */
    private String started(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ClassArchive.options(folder.resolve("portolan.jar").toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process jvm = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertEquals(0, jvm.waitFor());
        assertEquals("", Files.readString(out));
        return Files.readString(err);
    }

    @Test
    void withoutOneNothingIsSaidToTheJvm() {
        assertEquals(
                List.of(), ClassArchive.options(folder.resolve("portolan.jar").toString()));
    }

    @Test
    void classesInFoldersHaveNone() throws IOException {
        Files.createFile(folder.resolve("classes.jsa"));

        assertEquals(List.of(), ClassArchive.options(folder.resolve("classes").toString()));
    }
}
