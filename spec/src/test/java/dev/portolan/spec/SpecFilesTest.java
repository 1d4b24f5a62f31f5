package dev.portolan.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    @Test
    void aJarIsReadAsAFolderIs(@TempDir Path directory) throws IOException {
        Path jar = directory.resolve("a b.jar");
        String folder = "/dev/portolan/spec/files/";
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(files.getPath(folder + "ipc"));
            Files.writeString(files.getPath(folder + "manifest.json"), "{}");
            Files.writeString(files.getPath(folder + "ipc/Ipc.tla"), "text");
        }
        SpecFiles files = SpecFiles.packaged(new URL("jar:" + jar.toUri() + "!" + folder + "manifest.json"));
        assertAll(
                () -> assertEquals("{}", files.manifest()),
                () -> assertEquals(Map.of("Ipc.tla", "ipc/Ipc.tla"), files.names()),
                () -> assertEquals("text", files.text("Ipc.tla")),
                () -> assertEquals("spec/ipc/Ipc.tla", files.pathOf("Ipc")));
    }
}
