package dev.portolan.kernel.ipc;

import java.util.Arrays;
import java.util.List;

/** What a complex message in the kernel carries besides words, its rights naked. It never changes. */
public sealed interface MessageDescriptor {

    /** The rights in it, in order. */
    List<NakedRight> rights();

    /** The same descriptor in a copied kernel. */
    MessageDescriptor copy(KernelCopy copy);

    /** {@code MACH_MSG_PORT_DESCRIPTOR}: one right. */
    record Port(NakedRight right) implements MessageDescriptor {
        @Override
        public List<NakedRight> rights() {
            return List.of(right);
        }

        @Override
        public MessageDescriptor copy(KernelCopy copy) {
            return new Port(right.copy(copy));
        }
    }

    /**
     * {@code MACH_MSG_OOL_PORTS_DESCRIPTOR}: an array of rights.
     *
     * @param type what rights they are, or would be if there were any
     * @param copy how the sender asked for the array to be copied
     */
    record OolPorts(NakedRight.Type type, List<NakedRight> rights, int copy) implements MessageDescriptor {
        @Override
        public MessageDescriptor copy(KernelCopy copy) {
            return new OolPorts(
                    type, rights.stream().map(right -> right.copy(copy)).toList(), this.copy);
        }
    }

    /**
     * {@code MACH_MSG_OOL_DESCRIPTOR}, {@code MACH_MSG_OOL_VOLATILE_DESCRIPTOR}: memory.
     *
     * @param length in bytes
     * @param contents so many bytes, or none if its sender only told the size
     * @param copy how the sender asked for it to be copied
     */
    record Ool(int length, boolean isVolatile, MemoryCopy contents, int copy) implements MessageDescriptor {

        private static final int VIRTUAL_COPY = 1;

        /** Memory of those words. */
        public static Ool ofWords(List<Integer> words) {
            int[] contents = words.stream().mapToInt(Integer::intValue).toArray();
            return new Ool(Integer.BYTES * contents.length, false, MemoryCopy.ofWords(contents), VIRTUAL_COPY);
        }

        /** The words that it is, as far as they are told. */
        public List<Integer> words() {
            return Arrays.stream(contents.toWords()).boxed().toList();
        }

        @Override
        public List<NakedRight> rights() {
            return List.of();
        }

        @Override
        public MessageDescriptor copy(KernelCopy copy) {
            return this;
        }
    }
}
