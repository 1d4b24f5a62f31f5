package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A class loader with a kernel of its own, of which one source file has a fault, and with all of ours that knows a kernel.
 *
 * <p>A fault is an object with {@code file} below the repository's root, {@code find}, which occurs there once, and {@code
 * replace}.
 */
public final class MutatedKernel extends ClassLoader {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private final Path folder;

    private MutatedKernel(Path folder) {
        super("mutated kernel", MutatedKernel.class.getClassLoader());
        this.folder = folder;
    }

    /** The faults in a resource beside a test. */
    public static List<JsonNode> faults(Class<?> test, String resource) throws IOException {
        try (InputStream in = test.getResourceAsStream(resource)) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .toList();
        }
    }

    /**
     * A new object of a class, on a kernel with that fault.
     *
     * @param scratch a folder to compile to
     * @param as a type of Java's own, which both kernels share
     */
    public static <T> T load(JsonNode fault, Path scratch, Class<? extends T> type, Class<T> as) throws Exception {
        MutatedKernel loader = new MutatedKernel(compiled(fault, scratch));
        return as.cast(loader.loadClass(type.getName()).getDeclaredConstructor().newInstance());
    }

    private static Path compiled(JsonNode fault, Path scratch) throws IOException {
        Path original = REPOSITORY.resolve(fault.get("file").asText());
        String text = Files.readString(original);
        String find = fault.get("find").asText();
        assertEquals(2, (text + "\n").split(Pattern.quote(find), -1).length, "places to plant " + fault);
        Path source = scratch.resolve(original.getFileName());
        Files.writeString(source, text.replace(find, fault.get("replace").asText()));
        Path folder = Files.createDirectories(scratch.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", folder.toString(), "-cp", classPath, "-proc:none");
            boolean done = compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(done, () -> fault + " compiles");
        }
        return folder;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        boolean isOwn = name.startsWith("dev.portolan.kernel.") || name.startsWith("dev.portolan.conformance.");
        if (!isOwn) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) {
        String file = name.replace('.', '/') + ".class";
        Path faulty = folder.resolve(file);
        try (InputStream sound = getParent().getResourceAsStream(file)) {
            assertNotNull(sound, file);
            byte[] bytes = Files.exists(faulty) ? Files.readAllBytes(faulty) : sound.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
