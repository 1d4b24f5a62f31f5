package dev.portolan.conformance.junit;

import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.suite.Budget;
import dev.portolan.conformance.suite.WorldChoice;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Tests of a kernel, one for each world, call and clause, for a method annotated with {@code @TestFactory}.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> conforms() {
 *     return KernelTests.of(MyKernel::new).worlds("MCRefs_*").tests();
 * }
 * }</pre>
 *
 * <p>A test fails if a call of its kind diverges, with the whole report as its message. It is aborted, with the
 * reason, if no call of its kind was made, and if its calls fail as expected. Immutable.
 */
public final class KernelTests {

    private final Supplier<? extends KernelUnderTest> kernel;
    private final List<String> worlds;
    private final Expectations expectations;
    private final Budget budget;

    private KernelTests(
            Supplier<? extends KernelUnderTest> kernel, List<String> worlds, Expectations expectations, Budget budget) {
        this.kernel = kernel;
        this.worlds = worlds;
        this.expectations = expectations;
        this.budget = budget;
    }

    /**
     * Tests in the quick worlds of the kernel's dialects that are not too large.
     *
     * @param kernel makes a kernel, for each world one; each is closed at its world's end
     */
    public static KernelTests of(Supplier<? extends KernelUnderTest> kernel) {
        return new KernelTests(kernel, List.of(), Expectations.NONE, Budget.UNLIMITED);
    }

    /** Tests in these worlds only; names or globs, of any tier. */
    public KernelTests worlds(String... namesOrGlobs) {
        return new KernelTests(kernel, List.of(namesOrGlobs), expectations, budget);
    }

    /**
     * Takes gaps that are known for what they are.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws dev.portolan.conformance.expect.ExpectationFileException if it is not as docs/expectations.md says
     */
    public KernelTests expecting(Path file) {
        try {
            return new KernelTests(kernel, worlds, Expectations.read(file), budget);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes no more calls than this in all worlds together. */
    public KernelTests within(Budget all) {
        return new KernelTests(kernel, worlds, expectations, all);
    }

    /**
     * The tests. A world is explored, in a JVM of its own, and walked when its container is executed.
     *
     * @throws dev.portolan.spec.SpecError if there is no such world
     */
    public Stream<DynamicNode> tests() {
        Declaration declaration = declaration();
        List<String> names = models(declaration).stream().map(Model::name).toList();
        return new WorldTests(kernel, declaration, names, expectations, budget).nodes();
    }

    private Declaration declaration() {
        try (KernelUnderTest one = kernel.get()) {
            return one.declaration();
        }
    }

    private List<Model> models(Declaration declaration) {
        SpecFiles files = SpecFiles.packaged();
        return worlds.isEmpty()
                ? WorldChoice.quick(files, declaration)
                : Manifest.of(files).select(ModelSelection.named(worlds).withConform(true));
    }
}
