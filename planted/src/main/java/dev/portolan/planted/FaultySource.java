package dev.portolan.planted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A source file in which one text stands in the place of another.
 *
 * @param find the text that is replaced, which occurs once
 */
public record FaultySource(Path file, String find, String replace) {

    /**
     * The text with the fault.
     *
     * @throws AssertionError if there is no place for it, or more than one
     */
    public String text() throws IOException {
        String sound = Files.readString(file);
        int at = sound.indexOf(find);
        if (at < 0 || at != sound.lastIndexOf(find)) {
            throw new AssertionError((at < 0 ? "occurs nowhere in " : "occurs twice in ") + file + ": " + find);
        }
        return sound.substring(0, at) + replace + sound.substring(at + find.length());
    }

    /**
     * Compiles the file against the class path of the test that runs.
     *
     * @return a folder with its classes, and no others
     * @throws AssertionError if it does not compile
     */
    public Path compiled(Path scratch) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "classes");
        Path source = Files.writeString(folder.resolve(file.getFileName()), text());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", folder.toString(), "-cp", classPath, "-proc:none", "-nowarn");
            boolean done = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!done) {
                throw new AssertionError(file + " does not compile with " + replace);
            }
        }
        return folder;
    }
}
