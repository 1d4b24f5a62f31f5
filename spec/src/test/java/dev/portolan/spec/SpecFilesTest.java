package dev.portolan.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFilesTest {

    @Test
    void filesAreUnpackedFlat(@TempDir Path directory) throws IOException {
        SpecFiles files = Toys.files();
        files.unpack(directory);
        assertAll(
                () -> assertTrue(
                        Files.readString(directory.resolve("Rights.tla")).startsWith("---- MODULE Rights")),
                () -> assertTrue(Files.exists(directory.resolve("MCRights.cfg"))),
                () -> assertEquals("toy/Rights.tla", files.names().get("Rights.tla")));
    }

    @Test
    void aModuleLeadsBackToItsFile() {
        SpecFiles files = Toys.files();
        assertAll(
                () -> assertTrue(files.pathOf("Rights").endsWith("/toy/Rights.tla")),
                () -> assertTrue(files.pathOf("/tmp/x/Rights.tla").endsWith("/toy/Rights.tla")),
                () -> assertEquals("Naturals", files.pathOf("Naturals")));
    }

    @Test
    void twoFilesOfOneNameAreRefused(@TempDir Path root) throws IOException {
        for (String folder : new String[] {"a", "b"}) {
            Files.createDirectory(root.resolve(folder));
            Files.writeString(root.resolve(folder).resolve("Same.tla"), "");
        }
        assertThrows(SpecError.class, () -> SpecFiles.of(root));
    }
}
