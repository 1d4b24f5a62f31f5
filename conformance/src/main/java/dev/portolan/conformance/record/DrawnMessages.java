package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages drawn from what their sender holds, and what is received. Not for use by several threads. */
final class DrawnMessages {

    private static final List<String> DISPOSITIONS =
            List.of("MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND", "MAKE_SEND", "MAKE_SEND_ONCE");
    private static final int[] SEND_SIZES = {24, 24, 24, 28, 32, 64, 20, 26};
    private static final int[] RECEIVE_SIZES = {128, 128, 128, 64, 40, 36, 32, 24, 20};
    private static final int[] TRAILER_SIZES = {0, 0, 12};

    /** Room for three descriptors of any kind. */
    private static final int COMPLEX = 80;

    private static final int DESCRIPTORS = 3;

    private final Random random;
    private final DrawnNames names;

    /** In percent, of messages. */
    private final int complex;

    /** @param complex how many messages of a hundred have a body */
    DrawnMessages(Random random, DrawnNames names, int complex) {
        this.random = random;
        this.names = names;
        this.complex = complex;
    }

    Call.Send send(String home) {
        PortName remote = chance(90)
                ? names.name(home, "SEND", "SEND_RECEIVE", "RECEIVE", "SEND_ONCE", "DEAD_NAME")
                : names.name(home);
        String remoteDisposition = chance(2) ? null : dispositionOf(home, remote, false);
        PortName local = PortName.NULL;
        String localDisposition = null;
        if (chance(40)) {
            local = chance(15) ? remote : names.name(home);
            localDisposition = chance(5) ? null : dispositionOf(home, local, false);
        }
        PortName voucher = null;
        String voucherDisposition = null;
        if (chance(2)) {
            voucher = names.name(home);
            voucherDisposition = random.nextBoolean() ? "MOVE_SEND" : "COPY_SEND";
        }
        List<Descriptor> descriptors = complex > 0 && chance(complex) ? descriptors(home) : null;
        int size = SEND_SIZES[random.nextInt(SEND_SIZES.length)];
        Call.Header header = new Call.Header(
                remote,
                remoteDisposition,
                local,
                localDisposition,
                voucher,
                voucherDisposition,
                1 + random.nextInt(9),
                null,
                descriptors);
        return new Call.Send(header, descriptors == null || chance(5) ? size : COMPLEX, timeout());
    }

    private List<Descriptor> descriptors(String home) {
        List<Descriptor> descriptors = new ArrayList<>();
        for (int i = random.nextInt(DESCRIPTORS); i >= 0; i--) {
            descriptors.add(descriptor(home));
        }
        return descriptors;
    }

    private Descriptor descriptor(String home) {
        PortName name = names.name(home);
        String disposition = dispositionOf(home, name, true);
        return switch (random.nextInt(6)) {
            case 0 ->
                Descriptor.memory(
                        random.nextBoolean() ? Descriptor.OOL : Descriptor.OOL_VOLATILE, 4 * random.nextInt(3));
            case 1 -> Descriptor.ports(List.of(name, chance(60) ? name : names.name(home)), disposition);
            default -> Descriptor.port(name, disposition);
        };
    }

    Call.Receive receive(String home) {
        PortName name = chance(90) ? names.name(home, "RECEIVE", "SEND_RECEIVE", "PORT_SET") : names.name(home);
        return new Call.Receive(
                name,
                RECEIVE_SIZES[random.nextInt(RECEIVE_SIZES.length)],
                random.nextBoolean(),
                TRAILER_SIZES[random.nextInt(TRAILER_SIZES.length)],
                timeout());
    }

    private Call.Timeout timeout() {
        return switch (random.nextInt(4)) {
            case 0 -> Call.Timeout.FOREVER;
            case 1 -> Call.Timeout.TIMED;
            default -> Call.Timeout.POLL;
        };
    }

    /**
     * Mostly a disposition that the caller's right is good for.
     *
     * @param anywhere whether a receive right may move
     */
    String dispositionOf(String home, PortName name, boolean anywhere) {
        if (chance(15)) {
            return chance(10) ? "22" : any(DISPOSITIONS);
        }
        return switch (names.typeOf(home, name)) {
            case "RECEIVE" ->
                any(
                        anywhere
                                ? List.of("MAKE_SEND", "MAKE_SEND", "MAKE_SEND_ONCE", "MOVE_RECEIVE")
                                : List.of("MAKE_SEND", "MAKE_SEND_ONCE"));
            case "SEND_RECEIVE" -> any(List.of("MAKE_SEND", "MAKE_SEND_ONCE", "COPY_SEND", "MOVE_SEND"));
            case "SEND_ONCE" -> "MOVE_SEND_ONCE";
            case "SEND", "DEAD_NAME" -> any(List.of("COPY_SEND", "COPY_SEND", "MOVE_SEND"));
            default -> any(DISPOSITIONS);
        };
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
