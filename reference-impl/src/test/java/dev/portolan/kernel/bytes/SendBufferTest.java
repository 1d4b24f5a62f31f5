package dev.portolan.kernel.bytes;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_VM_KERNEL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DATA;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_TYPE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_NO_BUFFER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TOO_LARGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portolan.kernel.Clause;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What is no message is refused, and of several faults the first decides. Numbers and order are the reference's. */
class SendBufferTest {

    private static final String SIMPLE = "13000000 00000000 04030201 00000000 00000000 00000000";
    private static final String COMPLEX = "13000080 00000000 04030201 00000000 00000000 00000000";
    private static final String PORT = "00000000 00000000 0000 13 00";
    private static final String UNKNOWN = "00000000 00000000 0000 13 05";
    private static final String REGION = "0000000000000000 00 01 00 01 00000000";
    private static final String BAD_COPY = "0000000000000000 00 02 00 01 00000000";
    private static final String BAD_COPY_VOLATILE = "0000000000000000 00 ff 00 03 00000000";

    /* As many rights as a number can say. */
    private static final String MOST_PORTS = "0000000000000000 00 01 14 02 ffffffff";

    private static void refused(MachMsgReturn code, ByteBuffer bytes, int size) {
        SendBuffer.Contents contents = SendBuffer.read(bytes, size, UserLayout.LP64);
        assertEquals(code, assertInstanceOf(SendBuffer.Refused.class, contents).code());
    }

    private static void refused(MachMsgReturn code, String... digits) {
        ByteBuffer bytes = UserBytes.of(digits);
        refused(code, bytes, bytes.limit());
    }

    private static SendBuffer.Message accepted(ByteBuffer bytes, int size) {
        return assertInstanceOf(SendBuffer.Message.class, SendBuffer.read(bytes, size, UserLayout.LP64));
    }

    private static void accepted(String... digits) {
        ByteBuffer bytes = UserBytes.of(digits);
        accepted(bytes, bytes.limit());
    }

    @Test
    void aSizeIsOfWordsAndOfAHeader() {
        ByteBuffer bytes = UserBytes.of(SIMPLE, "00000000");
        for (int size : new int[] {0, 4, 20, 23, 25, 26, 27}) {
            refused(MACH_SEND_MSG_TOO_SMALL, bytes, size);
        }
        accepted(bytes, 24);
        accepted(bytes, 28);
    }

    @Test
    @Clause("ipc.send.5")
    void aSizeHasALimit() {
        ByteBuffer bytes = UserBytes.of(SIMPLE);
        refused(MACH_SEND_INVALID_DATA, bytes, 50_331_580);
        refused(MACH_SEND_TOO_LARGE, bytes, 50_331_584);
        refused(MACH_SEND_TOO_LARGE, bytes, 0x8000_0000);
        refused(MACH_SEND_TOO_LARGE, bytes, 0xffff_fffc);
        refused(MACH_SEND_MSG_TOO_SMALL, bytes, 0xffff_ffff);
        refused(MACH_SEND_TOO_LARGE, UserBytes.zeros(0), 50_331_584);
    }

    @Test
    void theLargestMessageIsOne() {
        ByteBuffer bytes = ByteBuffer.allocate(50_331_580);
        assertEquals(12_582_889, accepted(bytes, 50_331_580).words().size());
    }

    @Test
    @Clause("ipc.bytes.1")
    void whatIsSentMustBeReadable() {
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(SIMPLE).limit(23), 24);
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(SIMPLE, "0000"), 28);
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(COMPLEX), 28);
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(COMPLEX, "01000000", PORT.substring(2)), 40);
        refused(
                MACH_SEND_INVALID_DATA,
                UserBytes.of(COMPLEX, "01000000", REGION).limit(42),
                44);
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(COMPLEX, "01000000", PORT), 44);
    }

    @Test
    void aCountMustFit() {
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX);
        accepted(COMPLEX, "00000000");
        accepted(COMPLEX, "01000000", PORT);
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "02000000", PORT);
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "02000000", PORT, "00000000 00000000");
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "ffffffff", PORT);
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "56555515", PORT); // 12 times as many are 8 more than 2^32
    }

    @Test
    @Clause("ipc.bytes.2")
    void whatADescriptorIsComesBeforeWhatIsInIt() {
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", UNKNOWN);
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "01000000", REGION.substring(0, 28));
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "02000000", REGION, PORT.substring(0, 17));
        // An unknown kind on the left, one that ends too late on the right, and the other way about.
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "02000000", UNKNOWN, REGION.substring(0, 28));
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "03000000", PORT, REGION, UNKNOWN.substring(0, 17));
        // The fields of the first are not looked at before the kind of the last.
        refused(MACH_SEND_MSG_TOO_SMALL, COMPLEX, "02000000", BAD_COPY, REGION.substring(0, 28));
    }

    @Test
    @Clause("ipc.bytes.2")
    void memoryIsCopiedInOneOfTwoWays() {
        accepted(COMPLEX, "01000000", REGION);
        accepted(COMPLEX, "01000000", "0000000000000000 00 00 00 03 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", BAD_COPY);
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", BAD_COPY_VOLATILE);
    }

    @Test
    @Clause("ipc.bytes.2")
    void aGuardedPortIsAReceiveRightWithAFlag() {
        accepted(COMPLEX, "01000000", "0100000000000000 0100 10 04 00000000");
        accepted(COMPLEX, "01000000", "0000000000000000 0200 10 04 00000000");
        accepted(COMPLEX, "01000000", "0000000000000000 0300 10 04 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", "0000000000000000 0100 11 04 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", "0000000000000000 0000 10 04 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", "0000000000000000 0400 10 04 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", "0000000000000000 0180 10 04 00000000");
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "01000000", "0100000000000000 0200 10 04 00000000");
    }

    @Test
    void fewDescriptorsAreLookedAtFromTheLastToTheFirst() {
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "03000000", BAD_COPY, MOST_PORTS, PORT);
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "03000000", PORT, MOST_PORTS, BAD_COPY);
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "40000000", BAD_COPY, PORT.repeat(62), MOST_PORTS);
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "40000000", MOST_PORTS, PORT.repeat(62), BAD_COPY);
    }

    @Test
    void manyDescriptorsAreLookedAtFromTheFirstToTheLast() {
        refused(MACH_SEND_INVALID_TYPE, COMPLEX, "41000000", BAD_COPY, PORT.repeat(63), MOST_PORTS);
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "41000000", MOST_PORTS, PORT.repeat(63), BAD_COPY);
    }

    @Test
    @Clause("ipc.bytes.3")
    void aMessageCarriesSoManyRights() {
        accepted(COMPLEX, "01000000", "0000000000000000 00 01 14 02 ff3f0000");
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "01000000", "0000000000000000 00 01 14 02 00400000");
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "02000000", PORT, "0000000000000000 00 01 14 02 ff3f0000");
        accepted(COMPLEX, "02000000", PORT, "0000000000000000 00 01 14 02 fe3f0000");
        accepted(COMPLEX, "ff3f0000", PORT.repeat(16_383));
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "00400000", PORT.repeat(16_384));
    }

    /** Memory of no length is no right, and takes none; there is no end to it otherwise. */
    @Test
    @Clause("ipc.bytes.4")
    void soManyDescriptorsHaveABuffer() {
        String nothing = "0000000000000000 00 01 00 01 00000000";
        accepted(COMPLEX, "00400000", nothing.repeat(16_384));
        refused(MACH_SEND_NO_BUFFER, COMPLEX, "01400000", nothing.repeat(16_385));
    }

    @Test
    void dataMustBeReadableBeforeRightsAreTooMany() {
        String tooMany = "0000000000000000 00 01 14 02 00400000";
        refused(MACH_SEND_INVALID_DATA, UserBytes.of(COMPLEX, "01000000", tooMany), 48);
        refused(MACH_SEND_TOO_LARGE, UserBytes.of(COMPLEX, "01000000", tooMany, "00000000"), 48);
    }

    @Test
    @Clause("ipc.bytes.5")
    void soMuchIsCopiedForASenderWhoKeepsIt() {
        accepted(COMPLEX, "01000000", "0000000000000000 00 00 00 01 00007000"); // 7 MiB
        refused(MACH_MSG_VM_KERNEL, COMPLEX, "01000000", "0000000000000000 00 00 00 01 01007000");
        refused(MACH_MSG_VM_KERNEL, COMPLEX, "02000000", PORT, "0000000000000000 00 00 00 01 00007000");
        accepted(COMPLEX, "01000000", "0000000000000000 01 00 00 01 ffffffff"); // given away
        accepted(COMPLEX, "01000000", "0000000000000000 00 01 00 01 ffffffff"); // mapped
        String tooMany = "0000000000000000 00 01 14 02 00400000";
        refused(MACH_SEND_TOO_LARGE, COMPLEX, "02000000", tooMany, "0000000000000000 00 00 00 01 01007000");
    }
}
