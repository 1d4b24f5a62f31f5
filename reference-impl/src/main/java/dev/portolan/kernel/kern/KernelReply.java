package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.InfoFlavor;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The answer of a request to the kernel as a message. */
final class KernelReply {

    /** How much higher a reply's id is than its request's. */
    private static final int ID_STEP = 100;

    /* EXC_TYPES_COUNT as the stubs have it: so many ports are always told, whatever there is. */
    static final int HANDLERS = 32;

    /* MACH_MSG_PHYSICAL_COPY. */
    private static final int PHYSICAL = 0;

    /* MACH_PORT_STATUS_FLAG_GUARDED and its kin. */
    private static final int GUARDED = 0x2;
    private static final int STRICT = 0x4;
    private static final int IMMOVABLE = 0x40;

    private final MigForm form;
    private final KernelRequest request;
    private final List<MessageDescriptor> descriptors = new ArrayList<>();
    private final List<Integer> words = new ArrayList<>();
    private List<Integer> array;
    private List<Long> text = List.of();

    private KernelReply(MigForm form, KernelRequest request) {
        this.form = form;
        this.request = request;
    }

    /** The reply of a call that has come to that. */
    static IpcKmsg of(MigForm form, KernelRequest request, CallResult result) {
        KernelReply reply = new KernelReply(form, request);
        if (result.code() != KernReturn.KERN_SUCCESS) {
            List<Long> body = form.error(result.code().code());
            return reply.message(MachMsgHeader.SIZE, body);
        }
        reply.array = request.tellsArray() ? List.of() : null;
        reply.tell(result.out());
        int ports = (int) reply.descriptors.stream()
                .filter(MessageDescriptor.Port.class::isInstance)
                .count();
        int outOfLine = reply.descriptors.size() - ports;
        List<Long> body = form.success(ports, outOfLine, reply.words, reply.array);
        body.addAll(reply.text);
        return reply.message(MachMsgHeader.SIZE + form.rightsSize(ports, outOfLine), body);
    }

    private IpcKmsg message(int size, List<Long> body) {
        descriptors.forEach(descriptor -> KernelPorts.sendOnTheirWay(descriptor.rights(), request.reply()));
        return new IpcKmsg(
                request.id() + ID_STEP,
                size + Integer.BYTES * body.size(),
                request.reply(),
                NakedRight.NONE,
                List.copyOf(body),
                List.copyOf(descriptors),
                null,
                MachMsgEnvelope.KERNELS,
                Passage.Plain.WAITS);
    }

    private void tell(OutValue out) {
        if (out instanceof OutValue.Name name) {
            tellName(name);
        } else if (out instanceof OutValue.Ports) {
            descriptors.add(
                    new MessageDescriptor.OolPorts(NakedRight.Type.SEND, List.copyOf(request.carried()), PHYSICAL));
            tellCount(request.carried().size());
        } else if (out instanceof OutValue.ThreadState state) {
            array = state.state();
        } else if (out instanceof OutValue.TaskInfo info) {
            array = taskInfo(info);
        } else if (out instanceof OutValue.ThreadInfo info) {
            array = threadInfo(info);
        } else if (out instanceof OutValue.HostInfo info) {
            array = info.words();
        } else if (out instanceof OutValue.Version version) {
            text = form.text(version.text());
        } else if (out instanceof OutValue.ExceptionPorts ports) {
            tellGroups(ports.groups());
        } else {
            tellOfPort(out);
        }
    }

    /* What the calls on ports tell. */
    private void tellOfPort(OutValue out) {
        if (out instanceof OutValue.Refs refs) {
            words.add(refs.refs());
        } else if (out instanceof OutValue.Type type) {
            words.add(type.type());
        } else if (out instanceof OutValue.Names names) {
            tellRegion(names.names().stream().map(one -> one.name().value()).toList());
            tellRegion(names.names().stream().map(OutValue.NamedType::type).toList());
        } else if (out instanceof OutValue.Members members) {
            tellRegion(members.members().stream().map(one -> one.value()).toList());
        } else if (out instanceof OutValue.Limits limits) {
            array = List.of(limits.queueLimit());
        } else if (out instanceof OutValue.Status status) {
            array = status(status.status());
        } else if (out instanceof OutValue.Context context) {
            words.add((int) context.context());
            words.add((int) (context.context() >>> Integer.SIZE));
        } else if (out instanceof OutValue.Peeked peeked) {
            words.addAll(List.of(peeked.seqno(), peeked.size(), peeked.id()));
            words.add(Integer.BYTES * peeked.trailer().size());
            words.addAll(peeked.trailer());
        } else if (out instanceof OutValue.Allocated allocated) {
            words.addAll(List.of(
                    allocated.qos(), allocated.length(), allocated.name().value()));
        }
    }

    /* A name is a right to the caller, or a name in the target's space. */
    private void tellName(OutValue.Name name) {
        if (request.carried().isEmpty()) {
            words.add(name.name().value());
        } else {
            descriptors.add(new MessageDescriptor.Port(request.carried().get(0)));
        }
    }

    private void tellRegion(List<Integer> contents) {
        descriptors.add(MessageDescriptor.Ool.ofWords(contents));
        tellCount(contents.size());
    }

    /* How many elements are out of line; elsewhere a type descriptor says it. */
    private void tellCount(int elements) {
        if (form == MigForm.NDR) {
            words.add(elements);
        }
    }

    private void tellGroups(List<OutValue.ExceptionGroup> groups) {
        for (int i = 0; i < HANDLERS; i++) {
            NakedRight right = i < request.carried().size() ? request.carried().get(i) : NakedRight.NONE;
            descriptors.add(new MessageDescriptor.Port(right));
        }
        words.add(groups.size());
        groups.forEach(group -> words.add(group.mask()));
        groups.forEach(group -> words.add(group.behavior()));
        groups.forEach(group -> words.add(group.flavor()));
    }

    private List<Integer> status(MachPortStatus status) {
        List<Integer> fields = new ArrayList<>(List.of(
                bit(status.inSet()),
                status.seqno(),
                status.makeSendCount(),
                status.queueLimit(),
                status.messageCount(),
                status.sendOnceRights(),
                bit(status.hasSendRights()),
                bit(status.portDestroyed()),
                bit(status.noSenders())));
        if (form == MigForm.NDR) {
            fields.add(GUARDED * bit(status.guarded())
                    + STRICT * bit(status.strict())
                    + IMMOVABLE * bit(status.immovable()));
        }
        return fields;
    }

    private static int bit(boolean is) {
        return is ? 1 : 0;
    }

    /* All fields that are not kept are 0. */
    private List<Integer> taskInfo(OutValue.TaskInfo info) {
        boolean masked = form == MigForm.NDR;
        List<Integer> fields = zeros(masked ? InfoFlavor.XNU_TASK : InfoFlavor.CLASSIC_TASK);
        fields.set(masked ? 11 : 0, info.suspendCount());
        return fields;
    }

    private List<Integer> threadInfo(OutValue.ThreadInfo info) {
        boolean masked = form == MigForm.NDR;
        List<Integer> fields = zeros(masked ? InfoFlavor.XNU_THREAD : InfoFlavor.CLASSIC_THREAD);
        int state = masked ? 6 : 7;
        fields.set(state, info.runState().code());
        fields.set(state + 2, info.suspendCount());
        return fields;
    }

    private static List<Integer> zeros(InfoFlavor flavor) {
        return new ArrayList<>(Collections.nCopies(flavor.words(), 0));
    }
}
