package dev.portolan.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.execute.Rehearsal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher says what it lacks, in one sentence, and cannot run. */
@DisplayName("house: launcher")
class LauncherTest {

    /** All that is on the launcher's path. */
    @TempDir
    private Path tools;

    @TempDir
    private Path home;

    @BeforeEach
    void forwardToTools() throws IOException {
        for (String tool : List.of("dirname", "basename", "readlink", "sed")) {
            for (String folder : System.getenv("PATH").split(":")) {
                Path found = Path.of(folder).resolve(tool);
                if (Files.isExecutable(found) && Files.notExists(tools.resolve(tool))) {
                    install(tools.resolve(tool), "exec " + found + " \"$@\"");
                }
            }
        }
    }

    @Test
    void withoutJavaItSaysHowToGetOne() throws Exception {
        assertCannotRun("there is no Java here", Map.of());
    }

    @Test
    void aFolderWithoutJavaIsNamed() throws Exception {
        assertCannotRun("JAVA_HOME has no Java in " + home, Map.of("JAVA_HOME", home.toString()));
    }

    @Test
    void anOldJdkIsNamed() throws Exception {
        installJava(home, "1.8.0_402", "java", "javac");

        assertCannotRun("JAVA_HOME has Java 8 in " + home, Map.of("JAVA_HOME", home.toString()));
    }

    @Test
    void aJavaWithoutCompilerIsNamed() throws Exception {
        installJava(home, "21.0.1", "java");

        assertCannotRun("JAVA_HOME has a Java without compiler in " + home, Map.of("JAVA_HOME", home.toString()));
    }

    /** Without it JVMs start slower, and nobody would be told. */
    @Test
    void whatItArchivesClassesWithIsThere() throws Exception {
        String rehearsal = Rehearsal.class
                .getMethod("main", String[].class)
                .getDeclaringClass()
                .getName();
        assertTrue(Files.readString(SourceTree.root().resolve("portolan")).contains(" " + rehearsal + " "));
    }

    private static void installJava(Path home, String version, String... commands) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String command : commands) {
            install(home.resolve("bin").resolve(command), "exit 1");
        }
    }

    private static void install(Path script, String command) throws IOException {
        Files.writeString(script, "#!/bin/sh\n" + command + "\n");
        assertTrue(script.toFile().setExecutable(true));
    }

    private void assertCannotRun(String lacks, Map<String, String> environment) throws Exception {
        ProcessBuilder launcher = new ProcessBuilder(
                "/bin/sh", SourceTree.root().resolve("portolan").toString());
        launcher.environment().clear();
        launcher.environment().put("PATH", tools.toString());
        launcher.environment().putAll(environment);
        Process process = launcher.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(
                "portolan: needs a JDK, version 17 or newer; " + lacks + "; get one with 'apt-get install"
                        + " openjdk-17-jdk-headless', 'brew install openjdk@17' or from https://adoptium.net,"
                        + " and set JAVA_HOME to its folder.\n",
                said);
        assertEquals(3, process.waitFor());
    }
}
