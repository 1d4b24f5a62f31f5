package dev.portolan.conformance.behaviour;

import java.nio.file.Path;
import java.util.List;

/**
 * What behaviours of a model are wanted.
 *
 * @param kind one to each goal, a random walk, or the one that breaks what the model claims
 * @param model its name
 * @param goals empty if none are looked for
 * @param seed of a walk
 * @param steps of a walk
 * @param out the file for the traces, in a folder that exists
 * @param spec a folder with specifications in place of the packaged ones, or null
 */
public record BehaviourRequest(Kind kind, String model, List<Goal> goals, long seed, int steps, Path out, Path spec) {

    /** Which behaviours. */
    public enum Kind {
        REACH,
        WALK,
        VIOLATE
    }

    /** The shortest behaviours to these goals. */
    public static BehaviourRequest reach(String model, List<Goal> goals, Path out) {
        return new BehaviourRequest(Kind.REACH, model, goals, 0, 0, out, null);
    }

    /** A walk of so many steps. */
    public static BehaviourRequest walk(String model, long seed, int steps, Path out) {
        return new BehaviourRequest(Kind.WALK, model, List.of(), seed, steps, out, null);
    }

    /** The shortest behaviour that breaks one of the model's invariants or properties. */
    public static BehaviourRequest violate(String model, Path out) {
        return new BehaviourRequest(Kind.VIOLATE, model, List.of(), 0, 0, out, null);
    }

    BehaviourRequest withOut(Path other) {
        return new BehaviourRequest(kind, model, goals, seed, steps, other, spec);
    }

    public BehaviourRequest withSpec(Path other) {
        return new BehaviourRequest(kind, model, goals, seed, steps, out, other);
    }
}
