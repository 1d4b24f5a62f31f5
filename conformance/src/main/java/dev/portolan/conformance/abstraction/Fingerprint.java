package dev.portolan.conformance.abstraction;

/** 64 bits of a few values: equal ones have equal fingerprints, others nearly never. */
public final class Fingerprint {

    /* FNV-1a of the characters, and MurmurHash3's last mixing, so that sums of fingerprints tell them apart as well. */
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    /** Of these values' texts, in this order. */
    public static long of(Object... values) {
        long hash = BASIS;
        for (Object value : values) {
            String text = value.toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            hash = (hash ^ text.length()) * PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long once = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        long twice = (once ^ once >>> 33) * 0xc4ceb9fe1a85ec53L;
        return twice ^ twice >>> 33;
    }
}
