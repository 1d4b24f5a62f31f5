package dev.portolan.kernel.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read again: every kind of descriptor, in every layout, at every place in a message. */
class RoundTripTest {

    private static final int MEMORY_MAX = 100_000;

    private static Arbitrary<MachPortName> names() {
        return Arbitraries.integers().map(MachPortName::of);
    }

    private static Arbitrary<Integer> dispositions() {
        return Arbitraries.integers().between(0, 31);
    }

    @Provide
    Arbitrary<MachMsgDescriptor> descriptors() {
        Arbitrary<MachMsgDescriptor> ports =
                Combinators.combine(names(), dispositions()).as(MachMsgDescriptor.Port::new);
        Arbitrary<MachMsgDescriptor> memory = Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, MEMORY_MAX),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(0, 1))
                .as(MachMsgDescriptor.OolAt::new);
        Arbitrary<MachMsgDescriptor> arrays = Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 500),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 255),
                        dispositions())
                .as(MachMsgDescriptor.OolPortsAt::new);
        Arbitrary<MachMsgDescriptor> guarded = Combinators.combine(Arbitraries.longs(), names())
                .as((context, name) -> new MachMsgDescriptor.GuardedPort(context, 1, 16, name));
        return Arbitraries.oneOf(ports, memory, arrays, guarded);
    }

    @Provide
    Arbitrary<List<MachMsgDescriptor>> bodies() {
        return descriptors().list().ofMaxSize(70);
    }

    @Provide
    Arbitrary<List<Long>> words() {
        return Arbitraries.longs().between(0, 0xffff_ffffL).list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<MachMsgHeader> headers() {
        return Combinators.combine(names(), dispositions(), names(), dispositions(), Arbitraries.integers())
                .as((remote, how, local, howLocal, id) ->
                        new MachMsgHeader(remote, how, local, howLocal, MachPortName.MACH_PORT_NULL, 0, id));
    }

    /* The same descriptor as a task with addresses of that width can say it. */
    private static MachMsgDescriptor in(UserLayout layout, MachMsgDescriptor one) {
        if (layout == UserLayout.LP64) {
            return one;
        }
        if (one instanceof MachMsgDescriptor.OolAt at) {
            return new MachMsgDescriptor.OolAt(
                    at.address() & 0xffff_ffffL, at.length(), at.isVolatile(), at.deallocate(), at.copy());
        }
        if (one instanceof MachMsgDescriptor.OolPortsAt at) {
            return new MachMsgDescriptor.OolPortsAt(
                    at.address() & 0xffff_ffffL, at.count(), at.deallocate(), at.copy(), at.disposition());
        }
        return one instanceof MachMsgDescriptor.GuardedPort port
                ? new MachMsgDescriptor.GuardedPort(
                        port.context() & 0xffff_ffffL, port.flags(), port.disposition(), port.name())
                : one;
    }

    @Property(tries = 500)
    void messages(
            @ForAll("headers") MachMsgHeader header,
            @ForAll("bodies") List<MachMsgDescriptor> body,
            @ForAll("words") List<Long> words,
            @ForAll boolean complex,
            @ForAll UserLayout layout) {
        List<MachMsgDescriptor> descriptors =
                body.stream().map(one -> in(layout, one)).toList();
        boolean isComplex = complex || !descriptors.isEmpty();
        int size = 24
                + (isComplex ? 4 : 0)
                + descriptors.stream().mapToInt(MachMsgDescriptor::size).sum()
                + 4 * words.size();
        MachMsgBuffer message = new MachMsgBuffer();
        message.begin(header.id(), size, new MachMsgEnvelope(isComplex, MachMsgTokens.NOBODY));
        message.setRemote(header.remote().value(), header.remoteDisposition());
        message.setLocal(header.local().value(), header.localDisposition());
        message.setBody(words, null);
        descriptors.forEach(message::add);
        int narrowed = layout == UserLayout.LP64
                ? 0
                : 4
                        * (int) descriptors.stream()
                                .filter(one -> !(one instanceof MachMsgDescriptor.Port))
                                .count();
        ByteBuffer bytes = UserBytes.zeros(size - narrowed);
        assertFalse(new ReceiveBuffer(UserBytes.zeros(size - narrowed - 1), layout).write(message));
        assertTrue(new ReceiveBuffer(bytes, layout).write(message));
        assertEquals(size - narrowed, bytes.getInt(4));

        SendBuffer.Message back =
                assertInstanceOf(SendBuffer.Message.class, SendBuffer.read(bytes, size - narrowed, layout));
        assertEquals(header, back.header());
        assertEquals(isComplex, back.complex());
        assertEquals(descriptors, back.descriptors());
        assertEquals(words, back.words());
        assertEquals(size, back.size());
    }

    /** Fields hold whatever fits into them, sensible or not. */
    @Property(tries = 500)
    void descriptorsOfAnyContent(@ForAll byte[] drawn, @ForAll UserLayout layout) {
        ByteBuffer bytes = UserBytes.zeros(16);
        bytes.duplicate().put(drawn, 0, Math.min(16, drawn.length));
        bytes.put(11, (byte) Math.floorMod(bytes.get(11), 5));
        DescriptorBytes form = new DescriptorBytes(layout);
        MachMsgDescriptor descriptor = form.read(bytes, 0);
        ByteBuffer again = UserBytes.zeros(16);
        form.write(again, 0, descriptor);
        assertEquals(descriptor, form.read(again, 0));
        assertEquals(form.size(descriptor), form.size(DescriptorBytes.type(bytes, 0)));
    }
}
