package dev.portolan.kernel;

import java.util.List;

/** Faults planted in what writes a message into its receiver's buffer, each found by the test that is there for it. */
class BroughtBuffersFaultsTest extends KernelFaultsTestCase {

    private static final String BROUGHT = "BroughtBuffersTest#";

    private static final List<KernelFault> FAULTS = List.of(
            new KernelFault(
                    "a message behind the descriptors of the last one",
                    "abi/MachMsgBuffer.java",
                    "        descriptors = List.of();\n    }",
                    "    }",
                    BROUGHT + "whatWasInTheBufferIsGone"),
            new KernelFault(
                    "a bare header before the last message's body",
                    "abi/MachMsgBuffer.java",
                    "        setBody(List.of(), null);\n",
                    "",
                    BROUGHT + "aBroughtBufferHoldsWhatAResultWouldTell"),
            new KernelFault(
                    "a brought buffer that is not written",
                    "kern/MessageCopyout.java",
                    "brought ? receive.buffer() : new MachMsgBuffer();",
                    "new MachMsgBuffer();",
                    BROUGHT + "aBroughtBufferHoldsWhatAResultWouldTell"),
            new KernelFault(
                    "a buffer that two kernels write",
                    "kern/MessageCopyout.java",
                    "buffer.copy();",
                    "buffer;",
                    BROUGHT + "aCopiedKernelWritesIntoABufferOfItsOwn"));

    BroughtBuffersFaultsTest() {
        super(FAULTS);
    }
}
