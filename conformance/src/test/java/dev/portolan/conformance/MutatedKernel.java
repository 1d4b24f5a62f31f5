package dev.portolan.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.planted.FaultyClasses;
import dev.portolan.planted.FaultySource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A kernel of which one source file has a fault, with all of ours that knows a kernel.
 *
 * <p>A fault is an object with {@code file} below the repository's root, {@code find}, which occurs there once, and {@code
 * replace}.
 */
public final class MutatedKernel {

    private MutatedKernel() {}

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
        FaultySource source = new FaultySource(
                PlantedFault.REPOSITORY.resolve(fault.get("file").asText()),
                fault.get("find").asText(),
                fault.get("replace").asText());
        return as.cast(new FaultyClasses(source.compiled(scratch), MutatedKernel::isOwn).make(type.getName()));
    }

    private static boolean isOwn(String name) {
        return name.startsWith("dev.portolan.kernel.") || name.startsWith("dev.portolan.conformance.");
    }
}
