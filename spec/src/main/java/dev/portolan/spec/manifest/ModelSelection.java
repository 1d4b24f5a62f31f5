package dev.portolan.spec.manifest;

import java.util.List;
import java.util.Set;

/**
 * Which models to take. A null component takes all.
 *
 * @param names names, globs ({@code *} and {@code ?}) or folders; empty or null takes all
 * @param tier quick or full alone
 * @param conform only models whose graph is executed on the kernel, or only the others
 */
public record ModelSelection(List<String> names, Tier tier, String dialect, Set<Kind> kinds, Boolean conform) {

    /** All models. */
    public static final ModelSelection ALL = new ModelSelection(null, null, null, null, null);

    /** The models of these names, of any tier. */
    public static ModelSelection named(List<String> names) {
        return new ModelSelection(names, null, null, null, null);
    }

    public ModelSelection withTier(Tier only) {
        return new ModelSelection(names, only, dialect, kinds, conform);
    }

    public ModelSelection withDialect(String only) {
        return new ModelSelection(names, tier, only, kinds, conform);
    }

    public ModelSelection withKinds(Set<Kind> only) {
        return new ModelSelection(names, tier, dialect, only, conform);
    }

    public ModelSelection withConform(Boolean only) {
        return new ModelSelection(names, tier, dialect, kinds, only);
    }

    boolean admits(Model model) {
        return (tier == null || model.tier() == tier)
                && (dialect == null || model.dialect().equals(dialect))
                && (kinds == null || kinds.contains(model.kind()))
                && (conform == null || model.conform() == conform);
    }
}
