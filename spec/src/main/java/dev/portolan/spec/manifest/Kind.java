package dev.portolan.spec.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a model is for. */
public enum Kind {
    /** What we say holds; expected to succeed. */
    @JsonProperty("claim")
    CLAIM,
    /** That something interesting happens at all; its denial is expected to be violated. */
    @JsonProperty("witness")
    WITNESS,
    /** A planted fault that a named invariant or property must notice. */
    @JsonProperty("mutant")
    MUTANT,
    /** A world whose labelled graph is executed on the kernel. */
    @JsonProperty("graph")
    GRAPH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
