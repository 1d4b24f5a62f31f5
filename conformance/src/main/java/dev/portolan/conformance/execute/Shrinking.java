package dev.portolan.conformance.execute;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.shrink.Kind;
import dev.portolan.conformance.shrink.Shrinker;
import dev.portolan.traces.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Shortens what a world found, as long as that takes a person no patience. Not for use by several threads. */
final class Shrinking implements FoundDivergence.Shortening, AutoCloseable {

    /** A world with many findings has its first ones shortened, which is what people read. */
    private static final long SECONDS = 30;

    private final Setting setting;
    private final Oracles oracles;
    private final long deadline = System.nanoTime() + SECONDS * 1_000_000_000;

    /** @param spec the specification's folder, or null for the one that this build carries */
    Shrinking(WorldConstants constants, Path spec) {
        setting = constants.setting();
        oracles = new Oracles(spec);
    }

    /** The run, shortened; nothing if it cannot be, or time is up. */
    @Override
    public Optional<Shrinker.Shrunk> shrink(List<Trace.Event> run, Kind kind) {
        if (System.nanoTime() > deadline) {
            return Optional.empty();
        }
        try {
            return new Shrinker(oracles.of(setting), setting, () -> Boot.of(setting)).shrink(run, kind);
        } catch (KernelFailure noModel) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        oracles.close();
    }
}
