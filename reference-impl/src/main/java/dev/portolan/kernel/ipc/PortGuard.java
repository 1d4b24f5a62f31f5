package dev.portolan.kernel.ipc;

/**
 * What guards a receive right. It is a value: a port changes its guard for another.
 *
 * @param context a word of the user's
 * @param guarded whether the word must be shown to give the right up
 * @param strict whether it may not change
 * @param immovable whether the right may not leave its space
 * @param special whether it is of a special reply port, or was; nothing changes that
 */
public record PortGuard(long context, boolean guarded, boolean strict, boolean immovable, boolean special) {

    /** Of a special reply port. */
    public static final PortGuard SPECIAL = new PortGuard(0, false, false, true, true);

    /** Of an ordinary port. */
    public PortGuard(long context, boolean guarded, boolean strict, boolean immovable) {
        this(context, guarded, strict, immovable, false);
    }

    /** Of a port that nothing guards. */
    public static final PortGuard NONE = new PortGuard(0, false, false, false);

    /** True if who shows that word may destroy the right. */
    boolean yieldsTo(long word) {
        return !guarded || context == word;
    }

    /** The same with another word. */
    public PortGuard with(long word) {
        return new PortGuard(word, guarded, strict, immovable, special);
    }
}
