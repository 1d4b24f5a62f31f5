package dev.portolan.traces;

import java.io.IOException;
import java.util.List;

/** What a message carries besides words, in a user's buffer and in the kernel. */
final class DescriptorCodec {

    private DescriptorCodec() {}

    static Descriptor descriptor(JsonCursor in) throws IOException {
        String kind = null;
        PortName name = null;
        String disposition = null;
        List<PortName> names = null;
        Integer size = null;
        Boolean deallocate = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "kind" -> kind = in.oneOf(Words.DESCRIPTOR_KINDS);
                case "name" -> name = in.name();
                case "disposition" -> disposition = in.oneOfOrNumber(Words.DESCRIPTOR_DISPOSITIONS);
                case "names" -> names = in.list(JsonCursor::name);
                case "size" -> size = in.count();
                case "deallocate" -> deallocate = in.bool();
                default -> throw in.unknown(field);
            }
        }
        if (in.required("kind", kind).equals(Descriptor.OOL_PORTS)) {
            in.required("names", names);
        }
        return new Descriptor(kind, name, disposition, names, size, deallocate);
    }

    static KernelState.DescriptorState state(JsonCursor in) throws IOException {
        String kind = null;
        KernelState.RightState right = null;
        String type = null;
        List<KernelState.RightState> rights = null;
        Integer size = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "kind" -> kind = in.oneOf(Words.DESCRIPTOR_KINDS);
                case "right" -> right = StateCodec.right(in);
                case "type" -> type = in.oneOf(Words.RIGHT_TYPES);
                case "rights" -> rights = in.list(StateCodec::right);
                case "size" -> size = in.count();
                default -> throw in.unknown(field);
            }
        }
        return new KernelState.DescriptorState(in.required("kind", kind), right, type, rights, size);
    }

    static Notified notified(JsonCursor in) throws IOException {
        String task = null;
        PortName name = null;
        Integer count = null;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "task" -> task = in.task();
                case "name" -> name = in.name();
                case "count" -> count = in.integer();
                default -> throw in.unknown(field);
            }
        }
        return new Notified(task, name, count);
    }
}
