package dev.portolan.conformance.record;

import dev.portolan.conformance.behaviour.BehaviourProcess;
import dev.portolan.conformance.behaviour.BehaviourRequest;
import dev.portolan.spec.manifest.Model;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Random walks of a model over its own labels, evaluated by TLC in a JVM of its own. */
public final class ModelWalk {

    static final String MAX_HEAP = "1g";

    private final Path spec;

    /** @param spec a folder with specifications in place of the packaged ones, or null */
    public ModelWalk(Path spec) {
        this.spec = spec;
    }

    /**
     * Writes a walk of so many steps; where the model has no next step, the walk begins anew as a further trace.
     *
     * @param progress is told how many steps were walked
     * @return the events written
     */
    public int write(Model model, long seed, int steps, Path out, LongConsumer progress) throws InterruptedException {
        BehaviourRequest request = BehaviourRequest.walk(model.name(), seed, steps, out.toAbsolutePath())
                .withSpec(spec);
        return new BehaviourProcess(MAX_HEAP).run(request, progress).events();
    }
}
