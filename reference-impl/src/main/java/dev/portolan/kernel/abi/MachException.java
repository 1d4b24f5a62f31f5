package dev.portolan.kernel.abi;

import java.util.List;

/** An exception as it is raised: its type, and two codes of 64 bits. */
public record MachException(int type, List<Long> codes) {

    public MachException {
        codes = List.copyOf(codes);
    }

    /** An exception with those codes. */
    public static MachException of(int type, long code, long subcode) {
        return new MachException(type, List.of(code, subcode));
    }
}
