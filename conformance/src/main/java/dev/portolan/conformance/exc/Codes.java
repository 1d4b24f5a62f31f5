package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.ReturnCode;

/** Return codes that travel in messages, by their names. */
final class Codes {

    private Codes() {}

    static String name(int code) {
        for (ReturnCode[] codes :
                new ReturnCode[][] {KernReturn.values(), MachMsgReturn.values(), MigReturn.values()}) {
            for (ReturnCode one : codes) {
                if (one.code() == code) {
                    return one.toString();
                }
            }
        }
        return Integer.toHexString(code);
    }
}
