package dev.portolan.conformance.graph;

import java.nio.file.Path;
import java.util.List;

/**
 * What behaviours of a model are wanted: one to each goal, or a random walk.
 *
 * @param model its name
 * @param goals empty for a walk
 * @param seed of the walk
 * @param steps of the walk
 * @param out the file for the traces, in a folder that exists
 * @param spec a folder with specifications in place of the packaged ones, or null
 */
public record BehaviourRequest(String model, List<Goal> goals, long seed, int steps, Path out, Path spec) {

    /** The shortest behaviours to these goals. */
    public static BehaviourRequest reach(String model, List<Goal> goals, Path out) {
        return new BehaviourRequest(model, goals, 0, 0, out, null);
    }

    /** A walk of so many steps. */
    public static BehaviourRequest walk(String model, long seed, int steps, Path out) {
        return new BehaviourRequest(model, List.of(), seed, steps, out, null);
    }

    public BehaviourRequest withSpec(Path other) {
        return new BehaviourRequest(model, goals, seed, steps, out, other);
    }
}
