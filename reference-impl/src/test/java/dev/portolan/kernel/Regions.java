package dev.portolan.kernel;

import dev.portolan.kernel.ipc.MemoryCopy;
import dev.portolan.kernel.ipc.UserMemory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A memory of regions that do not touch, each at the first page that nothing ever was at; so much of it and no more. */
final class Regions implements UserMemory {

    private static final long PAGE = 0x1000;

    private final TreeMap<Long, byte[]> regions = new TreeMap<>();
    private long next;
    private long left;

    /** Memory from that address on, for so many bytes. */
    Regions(long first, long size) {
        next = first;
        left = size;
    }

    /** A new region with these bytes. */
    long with(byte... bytes) {
        long address = allocate(bytes.length);
        copyout(address, MemoryCopy.of(bytes));
        return address;
    }

    /** A new region with these words. */
    long withWords(int... words) {
        byte[] bytes = new byte[4 * words.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i / 4] >>> 8 * (i % 4));
        }
        return with(bytes);
    }

    /** What is there, as digits; null if some of it is not. */
    String digits(long address, int size) {
        MemoryCopy copy = copyin(address, size);
        return copy == null ? null : HexFormat.of().formatHex(copy.toByteArray());
    }

    @Override
    public MemoryCopy copyin(long address, long size) {
        Map.Entry<Long, byte[]> region = regions.floorEntry(address);
        if (region == null) {
            return null;
        }
        long from = address - region.getKey();
        if (from < 0 || size > region.getValue().length - from) {
            return null;
        }
        return MemoryCopy.of(Arrays.copyOfRange(region.getValue(), (int) from, (int) (from + size)));
    }

    /** The whole region goes with any of it. */
    @Override
    public void deallocate(long address, long size) {
        regions.remove(regions.floorKey(address));
    }

    @Override
    public long allocate(long size) {
        if (size > left) {
            return NO_SPACE;
        }
        long address = next;
        left -= size;
        next += (size + PAGE - 1) / PAGE * PAGE + PAGE;
        regions.put(address, new byte[(int) size]);
        return address;
    }

    @Override
    public void copyout(long address, MemoryCopy contents) {
        System.arraycopy(contents.toByteArray(), 0, regions.get(address), 0, contents.size());
    }

    @Override
    public UserMemory copy() {
        Regions twin = new Regions(next, left);
        regions.forEach((address, bytes) -> twin.regions.put(address, bytes.clone()));
        return twin;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        regions.forEach((address, bytes) -> text.append(Long.toHexString(address))
                .append(' ')
                .append(HexFormat.of().formatHex(bytes))
                .append('\n'));
        return text.toString();
    }
}
