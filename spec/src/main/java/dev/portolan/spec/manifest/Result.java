package dev.portolan.spec.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run of TLC ended. A manifest expects one of the first three. */
public enum Result {
    @JsonProperty("success")
    SUCCESS("success"),
    /** An invariant does not hold in a reachable state. */
    @JsonProperty("safety-violation")
    SAFETY_VIOLATION("safety-violation"),
    /** A property, of steps or of behaviours, does not hold. */
    @JsonProperty("property-violation")
    PROPERTY_VIOLATION("property-violation"),
    /** A state without a successor. */
    @JsonProperty("deadlock")
    DEADLOCK("deadlock"),
    /** An {@code ASSUME} is false. */
    @JsonProperty("assumption-violation")
    ASSUMPTION_VIOLATION("assumption-violation"),
    /** An {@code Assert} failed, or an expression has no value. */
    @JsonProperty("evaluation-error")
    EVALUATION_ERROR("evaluation-error"),
    /** Ended from outside before TLC had an answer. */
    @JsonProperty("stopped")
    STOPPED("stopped");

    private final String word;

    Result(String word) {
        this.word = word;
    }

    /** As the manifest and {@code --json} spell it. */
    @Override
    public String toString() {
        return word;
    }
}
