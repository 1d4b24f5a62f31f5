package dev.portolan.kernel.abi;

/** {@code EXC_RESOURCE}: which limit a thread has exceeded, and by how much. */
public final class ResourceException {

    public static final int RESOURCE_TYPE_CPU = 1;
    public static final int RESOURCE_TYPE_WAKEUPS = 2;
    public static final int RESOURCE_TYPE_MEMORY = 3;

    private static final int TYPE_SHIFT = 61;
    private static final int FLAVOR_SHIFT = 58;

    private ResourceException() {}

    /**
     * The exception.
     *
     * @param resource of which there was too much, one of the types above
     * @param flavor of the limit
     * @param limit as the resource's lower 58 bits of the first code have it
     * @param observed as its second code has it
     */
    public static MachException of(int resource, int flavor, long limit, long observed) {
        long code = (long) resource << TYPE_SHIFT | (long) flavor << FLAVOR_SHIFT | limit;
        return MachException.of(ExceptionType.EXC_RESOURCE, code, observed);
    }
}
