package dev.portolan.kernel.abi;

/**
 * {@code task_flavor_t}, {@code thread_flavor_t}: which information a caller asks for; here the basic ones.
 *
 * @param words of 32 bits that it takes at least
 */
public record InfoFlavor(int number, int words) {

    /** {@code MACH_TASK_BASIC_INFO}. */
    public static final InfoFlavor XNU_TASK = new InfoFlavor(20, 12);

    /** {@code THREAD_BASIC_INFO}. */
    public static final InfoFlavor XNU_THREAD = new InfoFlavor(3, 10);

    /** {@code TASK_BASIC_INFO}. */
    public static final InfoFlavor CLASSIC_TASK = new InfoFlavor(1, 10);

    /** {@code THREAD_BASIC_INFO}. */
    public static final InfoFlavor CLASSIC_THREAD = new InfoFlavor(1, 13);

    /** True if information of that number is asked for with room for so many words. */
    public boolean isAsked(int flavor, int count) {
        return flavor == number && count >= words;
    }
}
