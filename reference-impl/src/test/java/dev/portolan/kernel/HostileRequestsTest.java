package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.KernelAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Requests of any content, to any port of the kernel's: each that can be sent is answered by its id and a hundred, the call that
 * comes of it is one, and nothing that it brought is lost, whatever it was.
 */
class HostileRequestsTest {

    private static final int REQUESTS = 60;
    private static final int[] DISPOSITIONS = {17, 18, 19, 20, 21, 16};

    private final List<Integer> codes = new ArrayList<>();

    private static long word(Random random, boolean masked) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> random.nextInt(30);
            case 3 -> masked ? 0x103 : 0x1001_2002L;
            case 4 -> 0x1000_2002L | random.nextLong(4) << 16;
            default -> Integer.toUnsignedLong(random.nextInt());
        };
    }

    private static MachMsgDescriptor descriptor(KernelMessages on, Random random) {
        int disposition = DISPOSITIONS[random.nextInt(DISPOSITIONS.length)];
        MachPortName fresh = random.nextInt(4) == 0 ? MachPortName.MACH_PORT_NULL : on.port();
        return switch (random.nextInt(5)) {
            case 0 -> new MachMsgDescriptor.OolPorts(List.of(fresh, on.port()), disposition);
            case 1 -> new MachMsgDescriptor.OolWords(List.of(random.nextInt(256), 5, 0, 0, 0, 0));
            case 2 -> new MachMsgDescriptor.Ool(4 * random.nextInt(7), random.nextBoolean());
            default -> new MachMsgDescriptor.Port(fresh, disposition);
        };
    }

    /* Not the calls that end whom the test is about, or stop the one that calls. */
    private static int id(Random random, boolean masked) {
        MigSubsystem[] all = MigSubsystem.values();
        MigSubsystem of = all[random.nextInt(all.length)];
        int id = of.base() + random.nextInt(of.routines().size() + 2);
        boolean ends = masked ? id == 3401 || id == 3600 : id == 2008 || id == 2016;
        return of.isXnus() == masked && !ends ? id : id(random, masked);
    }

    private void ask(KernelMessages on, Random random) {
        boolean masked = on.masked();
        MachPortName[] to = {on.taskPort(), on.threadPort(0), on.threadPort(1), on.hostPort()};
        List<MachMsgDescriptor> descriptors = new ArrayList<>();
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            descriptors.add(descriptor(on, random));
        }
        List<Long> body = new ArrayList<>();
        for (int i = random.nextInt(9); i > 0; i--) {
            body.add(word(random, masked));
        }
        int size = 24 + 4 * body.size();
        for (MachMsgDescriptor descriptor : descriptors) {
            size += !masked && descriptor instanceof MachMsgDescriptor.Port ? 8 : descriptor.size();
        }
        size += masked && !descriptors.isEmpty() ? 4 : 0;
        size += random.nextInt(5) == 0 ? 4 : 0;
        int id = id(random, masked);
        Continuation request = on.rpc(
                to[random.nextInt(to.length)],
                id,
                size,
                body,
                descriptors,
                MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE,
                MachMsgTimeout.POLL);
        CallResult result = on.completed(request);
        String what = id + " " + body + " " + descriptors;
        if (result.code() == MachMsgReturn.MACH_MSG_SUCCESS) {
            MachMsgBuffer reply = Simulation.message(result);
            assertEquals(id + 100, reply.id(), what);
            boolean hasCode = !masked || reply.descriptors().isEmpty();
            codes.add(hasCode ? reply.body().get(masked ? 2 : 1).intValue() : 0);
        } else {
            assertTrue(result.code().toString().startsWith("MACH_SEND"), what + " " + result);
            // The reply right went with what was not sent.
            on.in.receive(on.in.b1, on.reply);
        }
        on.toTheBorder();
        KernelAudit.audit(on.in.kernel);
    }

    private void asked(boolean masked, long seed) {
        KernelMessages on = new KernelMessages(masked);
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            ask(on, random);
        }
    }

    @Property(tries = 60)
    @Clause("exceptions.server.8")
    void whateverIsAskedNothingIsLost(@ForAll boolean masked, @ForAll long seed) {
        asked(masked, seed);
    }

    @Test
    @Clause("exceptions.server.8")
    void whatIsDrawnIsRefusedAndPerformed() {
        for (long seed = 0; seed < 20; seed++) {
            asked(true, seed);
            asked(false, seed);
        }
        assertTrue(codes.stream().filter(code -> code == -304).count() > 500, "refused");
        assertTrue(codes.stream().filter(code -> code == -303).count() > 100, "unknown");
        assertTrue(codes.stream().filter(code -> code >= 0).count() > 20, "performed");
    }
}
