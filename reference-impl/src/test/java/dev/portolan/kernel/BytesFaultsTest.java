package dev.portolan.kernel;

import java.util.List;

/** Faults planted in what reads and writes bytes, each found by the test that is there for it. */
class BytesFaultsTest extends KernelFaultsTestCase {

    private static final String TABLE = "bytes.LayoutTableTest#";
    private static final String READING = "bytes.SendBufferTest#";

    private static final List<KernelFault> FAULTS = List.of(
            new KernelFault(
                    "an id at the place of the voucher",
                    "bytes/HeaderBytes.java",
                    "ID = 20;",
                    "ID = 16;",
                    TABLE + "headersAreRead"),
            new KernelFault(
                    "a disposition one byte too early",
                    "bytes/DescriptorBytes.java",
                    "DISPOSITION = 10;",
                    "DISPOSITION = 9;",
                    TABLE + "descriptorsAreRead"),
            new KernelFault(
                    "a size that does not move when the address is short",
                    "bytes/DescriptorBytes.java",
                    "UserLayout.LP64 ? 12 : 4;",
                    "UserLayout.LP64 ? 12 : 8;",
                    TABLE + "descriptorsAreWritten"),
            new KernelFault(
                    "descriptors without their count",
                    "bytes/ReceiveBuffer.java",
                    "int at = DATA_MIN;",
                    "int at = MachMsgHeader.SIZE;",
                    TABLE + "descriptorsBeginBehindTheirCountAndDataBehindThem"),
            new KernelFault(
                    "an audit token one word too late",
                    "abi/MachMsgTrailer.java",
                    "{8, 12, 20, 52}",
                    "{8, 12, 24, 52}",
                    TABLE + "trailersHaveAsMuchAsIsAskedFor"),
            new KernelFault(
                    "a context of 64 bits for whom it has 32",
                    "bytes/TrailerBytes.java",
                    "case 4 -> CONTEXT + layout.addressSize();",
                    "case 4 -> CONTEXT + 8;",
                    TABLE + "trailersHaveAsMuchAsIsAskedFor"),
            new KernelFault(
                    "a limit off by a word",
                    "bytes/SendBuffer.java",
                    "MachMsgSend.SIZE_MAX",
                    "MachMsgSend.SIZE_MAX + 4",
                    READING + "aSizeHasALimit"),
            new KernelFault(
                    "a size with a sign",
                    "bytes/SendBuffer.java",
                    "Integer.compareUnsigned(size, MachMsgHeader.SIZE) < 0",
                    "size < MachMsgHeader.SIZE",
                    READING + "aSizeHasALimit"),
            new KernelFault(
                    "a count times twelve in 32 bits",
                    "bytes/SendBuffer.java",
                    "if (count() * DescriptorBytes.SIZE_MIN > size - BASE_SIZE",
                    "if ((int) (count() * DescriptorBytes.SIZE_MIN) > size - BASE_SIZE",
                    READING + "aCountMustFit"),
            new KernelFault(
                    "fields before kinds",
                    "bytes/SendBuffer.java",
                    "            places[i] = at;",
                    "            places[i] = at;"
                            + " if (type == 1 && bytes.get(at + 9) > 1) { return MACH_SEND_INVALID_TYPE; }",
                    READING + "whatADescriptorIsComesBeforeWhatIsInIt"),
            new KernelFault(
                    "all descriptors from the first to the last",
                    "bytes/SendBuffer.java",
                    "backwards ? places.length - 1 - i : i",
                    "i",
                    READING + "fewDescriptorsAreLookedAtFromTheLastToTheFirst"),
            new KernelFault(
                    "one descriptor less from the last to the first",
                    "bytes/SendBuffer.java",
                    "BACKWARDS_MAX = 64;",
                    "BACKWARDS_MAX = 63;",
                    READING + "fewDescriptorsAreLookedAtFromTheLastToTheFirst"),
            new KernelFault(
                    "one descriptor more from the last to the first",
                    "bytes/SendBuffer.java",
                    "BACKWARDS_MAX = 64;",
                    "BACKWARDS_MAX = 65;",
                    READING + "manyDescriptorsAreLookedAtFromTheFirstToTheLast"),
            new KernelFault(
                    "rights counted before data is read",
                    "bytes/SendBuffer.java",
                    "return isReadable(size) ? faults.ofAll() : MACH_SEND_INVALID_DATA;",
                    "return faults.ofAll();",
                    READING + "dataMustBeReadableBeforeRightsAreTooMany"),
            new KernelFault(
                    "one right more",
                    "bytes/DescriptorFaults.java",
                    "16_383",
                    "16_384",
                    READING + "aMessageCarriesSoManyRights"),
            new KernelFault(
                    "copied bytes before rights",
                    "bytes/DescriptorFaults.java",
                    "if (portRights > PORT_RIGHTS_MAX) {",
                    "if (portRights > PORT_RIGHTS_MAX && copiedBytes <= COPIED_BYTES_MAX) {",
                    READING + "soMuchIsCopiedForASenderWhoKeepsIt"),
            new KernelFault(
                    "a guard without flags",
                    "bytes/DescriptorFaults.java",
                    "|| flags == 0",
                    "",
                    READING + "aGuardedPortIsAReceiveRightWithAFlag"),
            new KernelFault(
                    "an NDR record of the other byte order",
                    "bytes/ReceiveBuffer.java",
                    "List.of(0L, 1L)",
                    "List.of(0L, 0L)",
                    "NotificationBytesTest#deadName"),
            new KernelFault(
                    "notifications of nobody's",
                    "abi/MachMsgEnvelope.java",
                    "new MachMsgEnvelope(false, MachMsgTokens.KERNEL)",
                    "new MachMsgEnvelope(false, MachMsgTokens.NOBODY)",
                    "NotificationBytesTest#sendOnce"),
            new KernelFault(
                    "a trailer in what was not received",
                    "trap/MachMsg.java",
                    "message && isReceived(result)) {",
                    "message) {",
                    "MachMsgTest#whatCannotBeSentComesBackUnderNamesToMove"),
            new KernelFault(
                    "an interrupted receive that sends again",
                    "trap/MachMsg.java",
                    "option & ~MACH_SEND_MSG, 0,",
                    "option, sendSize,",
                    "MachMsgTest#theLibraryGoesOnWhereItWasInterrupted"),
            new KernelFault(
                    "a size in the layout of another task",
                    "ipc/IpcKmsg.java",
                    "return receive.layout().sizeOf(size, wideDescriptors);",
                    "return size;",
                    "MachMsgTest#taskOfThirtyTwoBitsCountInTheirOwnLayout"),
            new KernelFault(
                    "a failing array that stays where it was",
                    "ipc/BodyTransfer.java",
                    "if (contents != null && deallocate) {",
                    "if (contents != null && deallocate && size != 8) {",
                    "OutOfLineMemoryTest#anArrayThatFailsIsGoneFromMemoryAllTheSame"),
            new KernelFault(
                    "rights leaked with an array that finds no room",
                    "ipc/BodyTransfer.java",
                    "array.rights().forEach(doomed::add);",
                    "assert array != null;",
                    "OutOfLineMemoryTest#withoutRoomTheMessageArrivesAndSaysSo"));

    BytesFaultsTest() {
        super(FAULTS);
    }
}
