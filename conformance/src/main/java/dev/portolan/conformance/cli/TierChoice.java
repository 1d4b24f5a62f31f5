package dev.portolan.conformance.cli;

import dev.portolan.spec.manifest.Tier;

/** Which tiers a command takes. */
enum TierChoice {
    QUICK(Tier.QUICK),
    FULL(Tier.FULL),
    ALL(null);

    private final Tier tier;

    TierChoice(Tier tier) {
        this.tier = tier;
    }

    /** The tier, or null for all. */
    Tier tier() {
        return tier;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
