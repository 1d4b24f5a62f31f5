package dev.portolan.kernel.rules;

/**
 * The constants of a kernel.
 *
 * @param queueLimit messages that a new port's queue takes
 * @param userRefsMax where a count of user references ends; see rule {@code userRefOverflow}
 * @param namesMax names in a space
 * @param messageCountMax messages that any queue takes; see rule {@code kernelQueueLimit}
 */
public record KernelLimits(int queueLimit, int userRefsMax, int namesMax, int messageCountMax) {

    public static final KernelLimits DEFAULT = new KernelLimits(5, 65535, 1 << 16, 65534);
}
