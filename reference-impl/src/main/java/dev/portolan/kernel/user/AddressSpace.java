package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.kern.HostCall;
import java.util.Map;
import java.util.TreeMap;

/** What a task's instructions can reach: pages of words. There is no virtual memory behind it. */
public final class AddressSpace {

    /** The bytes of a page. */
    public static final int PAGE_SIZE = HostCall.PAGE_SIZE;

    private record Page(boolean writable, Map<Integer, Integer> words) {}

    /* By the address of their first bytes. */
    private final Map<Integer, Page> pages = new TreeMap<>();

    AddressSpace() {}

    /** What a child gets of its parent's: a copy of all. */
    AddressSpace(AddressSpace parent) {
        parent.pages.forEach((start, page) -> pages.put(start, new Page(page.writable(), new TreeMap<>(page.words()))));
    }

    /** Maps the page of an address, all zero. */
    public void map(int address, boolean writable) {
        pages.put(startOf(address), new Page(writable, new TreeMap<>()));
    }

    private static int startOf(int address) {
        return address & -PAGE_SIZE;
    }

    /** What an access comes to: success, or the code of the fault that it is. */
    KernReturn access(int address, boolean writes) {
        Page page = pages.get(startOf(address));
        if (page == null) {
            return KernReturn.KERN_INVALID_ADDRESS;
        }
        return writes && !page.writable() ? KernReturn.KERN_PROTECTION_FAILURE : KernReturn.KERN_SUCCESS;
    }

    /** Conditions: the access succeeds. */
    int load(int address) {
        return pages.get(startOf(address)).words().getOrDefault(address, 0);
    }

    /** Conditions: the access succeeds. */
    void store(int address, int word) {
        pages.get(startOf(address)).words().put(address, word);
    }
}
