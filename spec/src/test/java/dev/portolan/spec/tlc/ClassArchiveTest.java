package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
