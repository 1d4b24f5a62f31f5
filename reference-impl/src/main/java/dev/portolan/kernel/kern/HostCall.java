package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.OutValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The calls that ask about the host; each is one critical section. The machine has one processor, and its memory is not told. */
public sealed interface HostCall extends Continuation.Call {

    /** {@code HOST_BASIC_INFO}. */
    int HOST_BASIC_INFO = 1;

    /** What the kernel says that it is. */
    String VERSION = "Portolan";

    /** The bytes of a page of the machine. */
    int PAGE_SIZE = 0x1000;

    /**
     * {@code host_info}, of which there is the basic flavor.
     *
     * @param count how many words there is room for
     */
    record HostInfo(int flavor, int count) implements HostCall {

        /* HOST_BASIC_INFO_OLD_COUNT, and HOST_BASIC_INFO_COUNT; the Mach 3.0 line has the first alone. */
        private static final int OLD_WORDS = 5;
        private static final int WORDS = 12;

        /* Places in host_basic_info of what there is one of. */
        private static final List<Integer> PROCESSORS = List.of(0, 1, 6, 7, 8, 9);

        @Override
        public Step run(MachThread thread) {
            if (flavor != HOST_BASIC_INFO) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            if (Integer.compareUnsigned(count, OLD_WORDS) < 0) {
                return Step.done(KernReturn.KERN_FAILURE);
            }
            boolean isOld =
                    !thread.kernel().exceptionRules().portsAreMasked() || Integer.compareUnsigned(count, WORDS) < 0;
            int words = isOld ? OLD_WORDS : WORDS;
            List<Integer> info = new ArrayList<>(Collections.nCopies(words, 0));
            PROCESSORS.stream().filter(place -> place < words).forEach(place -> info.set(place, 1));
            return Step.done(KernReturn.KERN_SUCCESS, new OutValue.HostInfo(List.copyOf(info)));
        }
    }

    /** {@code host_kernel_version}, {@code host_get_kernel_version}. */
    record HostKernelVersion() implements HostCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(KernReturn.KERN_SUCCESS, new OutValue.Version(VERSION));
        }
    }

    /** {@code host_page_size}. */
    record HostPageSize() implements HostCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(KernReturn.KERN_SUCCESS, new OutValue.Context(PAGE_SIZE));
        }
    }
}
