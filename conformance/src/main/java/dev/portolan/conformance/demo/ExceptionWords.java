package dev.portolan.conformance.demo;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.personality.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Exceptions, registers and rights in words. */
final class ExceptionWords {

    private static final String[] TYPES = {
        "?",
        "EXC_BAD_ACCESS",
        "EXC_BAD_INSTRUCTION",
        "EXC_ARITHMETIC",
        "EXC_EMULATION",
        "EXC_SOFTWARE",
        "EXC_BREAKPOINT",
        "EXC_SYSCALL",
        "EXC_MACH_SYSCALL",
        "EXC_RPC_ALERT",
        "EXC_CRASH",
        "EXC_RESOURCE",
        "EXC_GUARD",
        "EXC_CORPSE_NOTIFY"
    };

    private static final String[] REGISTERS = {"pc", "sp", "r0", "r1"};

    private ExceptionWords() {}

    static String type(int type) {
        return TYPES[type];
    }

    static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    static String name(MachPortName name) {
        return String.format(Locale.ROOT, "%#x", name.value());
    }

    /** The codes of a bad access. */
    static String access(MachException exception) {
        return kernReturn(exception.codes().get(0)) + " at "
                + hex(exception.codes().get(1));
    }

    /** The first code of a crash, in its three fields. */
    static String crash(long code) {
        int number = (int) (code >>> 24);
        String signal = "signal " + number;
        for (Signal one : Signal.values()) {
            signal = one.number() == number ? one.name() : signal;
        }
        int type = (int) (code >>> 20 & 0xf);
        return hex(code) + ", which is " + signal + ", of " + type(type) + " with code " + (code & 0xfffff);
    }

    static String registers(List<Integer> state) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < state.size(); i++) {
            words.add(REGISTERS[i] + " " + hex(Integer.toUnsignedLong(state.get(i))));
        }
        return String.join(", ", words);
    }

    /** What a name denotes. */
    static String rights(int type) {
        List<String> words = new ArrayList<>();
        for (MachPortRight right : MachPortRight.values()) {
            if ((type & right.typeBit()) != 0) {
                words.add(right.name()
                        .substring("MACH_PORT_RIGHT_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
            }
        }
        return String.join(" and ", words);
    }

    private static String kernReturn(long code) {
        for (KernReturn one : KernReturn.values()) {
            if (one.code() == code) {
                return one.name();
            }
        }
        return "code " + code;
    }
}
