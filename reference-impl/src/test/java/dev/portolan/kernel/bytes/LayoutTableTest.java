package dev.portolan.kernel.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgDescriptor.GuardedPort;
import dev.portolan.kernel.abi.MachMsgDescriptor.OolAt;
import dev.portolan.kernel.abi.MachMsgDescriptor.OolPortsAt;
import dev.portolan.kernel.abi.MachMsgDescriptor.Port;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where each field stands. The bytes are written down by hand from the reference's table of offsets; every field has a
 * value of its own, lowest byte first, and what is no field is zero.
 */
class LayoutTableTest {

    /** A descriptor, the layout it stands in, and its bytes. */
    private record Row(UserLayout layout, MachMsgDescriptor descriptor, String bytes) {}

    private static final MachPortName NAME = new MachPortName(0x0a0b0c0d);
    private static final long WIDE = 0x1122_3344_5566_7788L;
    private static final long NARROW = 0x5566_7788L;

    private static final List<Row> DESCRIPTORS = List.of(
            //      name@0                       disposition@10 type@11
            new Row(UserLayout.LP64, new Port(NAME, 0x13), "0d0c0b0a 00000000 0000 13 00"),
            //      address@0         deallocate@8 copy@9 - type@11 size@12
            new Row(UserLayout.LP64, ool(WIDE, false), "8877665544332211 01 01 00 01 04030201"),
            new Row(UserLayout.LP64, ool(WIDE, true), "8877665544332211 01 01 00 03 04030201"),
            //      address@0         deallocate@8 copy@9 disposition@10 type@11 count@12
            new Row(UserLayout.LP64, ools(WIDE), "8877665544332211 00 01 14 02 04030201"),
            //      context@0         flags@8 disposition@10 type@11 name@12
            new Row(UserLayout.LP64, new GuardedPort(WIDE, 1, 0x10, NAME), "8877665544332211 0100 10 04 0d0c0b0a"),
            // All 12 bytes, the type in byte 11 as ever: the word behind moves to the place that the address leaves.
            new Row(UserLayout.ILP32, new Port(NAME, 0x13), "0d0c0b0a 00000000 0000 13 00"),
            new Row(UserLayout.ILP32, ool(NARROW, false), "88776655 04030201 01 01 00 01"),
            new Row(UserLayout.ILP32, ool(NARROW, true), "88776655 04030201 01 01 00 03"),
            new Row(UserLayout.ILP32, ools(NARROW), "88776655 04030201 00 01 14 02"),
            new Row(UserLayout.ILP32, new GuardedPort(NARROW, 2, 0x10, NAME), "88776655 0d0c0b0a 0200 10 04"));

    //                                     bits     size     remote   local    voucher  id
    private static final String SIMPLE = "13150000 18000000 04030201 08070605 00000000 100f0e0d";

    private static MachMsgDescriptor ool(long address, boolean isVolatile) {
        return new OolAt(address, 0x01020304, isVolatile, true, 1);
    }

    private static MachMsgDescriptor ools(long address) {
        return new OolPortsAt(address, 0x01020304, false, 1, 0x14);
    }

    private static MachMsgBuffer message(int size, List<Long> words, List<MachMsgDescriptor> descriptors) {
        MachMsgBuffer message = new MachMsgBuffer();
        message.begin(0x0d0e0f10, size, MachMsgEnvelope.NOBODYS);
        message.setRemote(0x01020304, 0x13);
        message.setLocal(0x05060708, 0x15);
        message.setBody(words, null);
        descriptors.forEach(message::add);
        return message;
    }

    private static SendBuffer.Message read(ByteBuffer bytes, int size, UserLayout layout) {
        return assertInstanceOf(SendBuffer.Message.class, SendBuffer.read(bytes, size, layout));
    }

    @Test
    void headersAreWritten() {
        for (UserLayout layout : UserLayout.values()) {
            ByteBuffer bytes = UserBytes.zeros(24);
            assertTrue(new ReceiveBuffer(bytes, layout).write(message(24, List.of(), List.of())));
            assertEquals(UserBytes.digits(SIMPLE), UserBytes.digits(bytes, 0, 24));
        }
    }

    @Test
    void headersAreRead() {
        //                             bits     size     remote   local    voucher  id
        ByteBuffer bytes = UserBytes.of("13151180 ffffffff 04030201 08070605 0c0b0a09 100f0e0d", "00000000");
        for (UserLayout layout : UserLayout.values()) {
            SendBuffer.Message message = read(bytes, 28, layout);
            assertEquals(
                    new MachMsgHeader(
                            new MachPortName(0x01020304),
                            0x13,
                            new MachPortName(0x05060708),
                            0x15,
                            new MachPortName(0x090a0b0c),
                            0x11,
                            0x0d0e0f10),
                    message.header());
            assertTrue(message.complex());
            assertEquals(28, message.size());
        }
    }

    @Test
    void strayBitsOfAHeaderAreNotLookedAt() {
        ByteBuffer bytes = UserBytes.of("f3f5f17f ffffffff 04030201 08070605 0c0b0a09 100f0e0d");
        SendBuffer.Message message = read(bytes, 24, UserLayout.LP64);
        assertEquals(0x13, message.header().remoteDisposition());
        assertEquals(0x15, message.header().localDisposition());
        assertEquals(0x11, message.header().voucherDisposition());
    }

    @Test
    void descriptorsAreWritten() {
        for (Row row : DESCRIPTORS) {
            String expected = UserBytes.digits(row.bytes());
            ByteBuffer bytes = UserBytes.zeros(expected.length() / 2);
            new DescriptorBytes(row.layout()).write(bytes, 0, row.descriptor());
            assertEquals(expected, UserBytes.digits(bytes, 0, bytes.limit()), row.toString());
            assertEquals(expected.length() / 2, new DescriptorBytes(row.layout()).size(row.descriptor()));
        }
    }

    @Test
    void descriptorsAreRead() {
        for (Row row : DESCRIPTORS) {
            ByteBuffer bytes = UserBytes.of(row.bytes());
            assertEquals(row.descriptor(), new DescriptorBytes(row.layout()).read(bytes, 0), row.toString());
        }
    }

    @Test
    void descriptorsBeginBehindTheirCountAndDataBehindThem() {
        List<MachMsgDescriptor> two = List.of(new Port(NAME, 0x13), ool(0, false));
        String wide = "13150080 40000000 04030201 08070605 00000000 100f0e0d" // header
                + "02000000" // count@24
                + "0d0c0b0a 00000000 0000 13 00" // from 28
                + "0000000000000000 01 01 00 01 04030201" // from 40
                + "efbeadde 00000080"; // data from 56
        ByteBuffer bytes = UserBytes.zeros(64);
        assertTrue(
                new ReceiveBuffer(bytes, UserLayout.LP64).write(message(64, List.of(0xdead_beefL, 0x8000_0000L), two)));
        assertEquals(UserBytes.digits(wide), UserBytes.digits(bytes, 0, 64));
        SendBuffer.Message back = read(bytes, 64, UserLayout.LP64);
        assertEquals(two, back.descriptors());
        assertEquals(List.of(0xdead_beefL, 0x8000_0000L), back.words());
        assertEquals(64, back.size());

        String narrow = "13150080 3c000000 04030201 08070605 00000000 100f0e0d"
                + "02000000"
                + "0d0c0b0a 00000000 0000 13 00"
                + "00000000 04030201 01 01 00 01"
                + "efbeadde 00000080"; // data from 52
        ByteBuffer less = UserBytes.zeros(60);
        assertTrue(
                new ReceiveBuffer(less, UserLayout.ILP32).write(message(64, List.of(0xdead_beefL, 0x8000_0000L), two)));
        assertEquals(UserBytes.digits(narrow), UserBytes.digits(less, 0, 60));
        assertEquals(64, read(less, 60, UserLayout.ILP32).size());
    }

    @Test
    void trailersHaveAsMuchAsIsAskedFor() {
        MachMsgTokens sender = new MachMsgTokens(0x51, 0x52, List.of(0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8));
        TrailerBytes trailer = new TrailerBytes(0x01020304, sender, WIDE);
        //                     seqno@8  security token@12
        String toSeqno = "04030201";
        String toSender = toSeqno + "51000000 52000000";
        //                     audit token@20
        String toAudit = toSender + "a1000000 a2000000 a3000000 a4000000 a5000000 a6000000 a7000000 a8000000";
        //                     context@52; filter id@60, labels@64
        String wide = toAudit + "8877665544332211";
        String narrow = toAudit + "88776655";
        String rest = "00000000 00000000";
        trailerIs(trailer, 0, UserLayout.LP64, "00000000 08000000");
        trailerIs(trailer, 1, UserLayout.LP64, "00000000 0c000000" + toSeqno);
        trailerIs(trailer, 2, UserLayout.LP64, "00000000 14000000" + toSender);
        trailerIs(trailer, 3, UserLayout.LP64, "00000000 34000000" + toAudit);
        trailerIs(trailer, 4, UserLayout.LP64, "00000000 3c000000" + wide);
        trailerIs(trailer, 3, UserLayout.ILP32, "00000000 34000000" + toAudit);
        trailerIs(trailer, 4, UserLayout.ILP32, "00000000 38000000" + narrow);
        for (int elements : new int[] {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}) {
            trailerIs(trailer, elements, UserLayout.LP64, "00000000 44000000" + wide + rest);
            trailerIs(trailer, elements, UserLayout.ILP32, "00000000 40000000" + narrow + rest);
        }
    }

    private static void trailerIs(TrailerBytes trailer, int elements, UserLayout layout, String expected) {
        int size = TrailerBytes.size(elements << 24 | 0xf0ff_ffff, layout);
        String digits = UserBytes.digits(expected);
        assertEquals(digits.length() / 2, size, "elements " + elements + " of " + layout);
        ByteBuffer bytes = UserBytes.zeros(24 + size);
        assertTrue(new ReceiveBuffer(bytes, layout).write(message(24, List.of(), List.of()), size, trailer));
        assertEquals(digits, UserBytes.digits(bytes, 24, size));
    }
}
