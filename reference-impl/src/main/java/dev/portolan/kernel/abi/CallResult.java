package dev.portolan.kernel.abi;

import static dev.portolan.kernel.abi.OutValue.Nothing.NOTHING;

/**
 * The end of a call.
 *
 * @param code the code without its resource bits
 * @param resourceBits what ran short, OR-ed into the code that user code sees; 0 for nothing
 */
public record CallResult(ReturnCode code, int resourceBits, OutValue out) {

    public static final CallResult KERN_SUCCESS = of(KernReturn.KERN_SUCCESS);
    public static final CallResult MACH_MSG_SUCCESS = of(MachMsgReturn.MACH_MSG_SUCCESS);

    public static CallResult of(ReturnCode code) {
        return new CallResult(code, 0, NOTHING);
    }

    public static CallResult of(ReturnCode code, OutValue out) {
        return new CallResult(code, 0, out);
    }
}
