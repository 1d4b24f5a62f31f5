package dev.portolan.spec.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How often a model is run: at every change, or where time allows. */
public enum Tier {
    @JsonProperty("quick")
    QUICK,
    @JsonProperty("full")
    FULL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
