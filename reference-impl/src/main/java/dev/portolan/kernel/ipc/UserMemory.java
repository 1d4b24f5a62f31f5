package dev.portolan.kernel.ipc;

/**
 * A task's memory, as far as the out-of-line parts of messages reach into it. Whoever manages memory implements it.
 *
 * <p>Addresses are unsigned. No method is called while a lock of this package is held.
 */
public interface UserMemory {

    /** What {@link #allocate} answers if there is no room. */
    long NO_SPACE = 0;

    /**
     * The bytes of a region, as they are now.
     *
     * @param size from 1 to 2^32 - 1
     * @return null if one of them cannot be read
     */
    MemoryCopy copyin(long address, long size);

    /** Takes a region out of the memory, as far as it is there. */
    void deallocate(long address, long size);

    /**
     * Makes a new region.
     *
     * @param size at least 1
     * @return where it is, which was nowhere in use; {@link #NO_SPACE} if there is no room
     */
    long allocate(long size);

    /** Writes into a region that {@link #allocate} has just made. */
    void copyout(long address, MemoryCopy contents);

    /** The same memory in a copied kernel. */
    UserMemory copy();
}
