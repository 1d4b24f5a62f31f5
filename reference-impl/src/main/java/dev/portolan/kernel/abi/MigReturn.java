package dev.portolan.kernel.abi;

/** What a call made as a message answers where the message is not what the routine takes. */
public enum MigReturn implements ReturnCode {
    MIG_BAD_ARGUMENTS(-304);

    private final int code;

    MigReturn(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
