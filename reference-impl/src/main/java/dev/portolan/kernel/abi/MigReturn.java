package dev.portolan.kernel.abi;

/** What a call made as a message answers where the message is not what the routine takes. */
public enum MigReturn implements ReturnCode {
    MIG_TYPE_ERROR(-300),
    MIG_REPLY_MISMATCH(-301),
    MIG_BAD_ID(-303),
    MIG_BAD_ARGUMENTS(-304),
    MIG_ARRAY_TOO_LARGE(-307),
    MIG_SERVER_DIED(-308);

    private final int code;

    MigReturn(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
