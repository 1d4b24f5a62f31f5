package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.Passage;
import dev.portolan.kernel.ipc.Take;
import java.util.List;

/**
 * {@code ux_handler}: the thread of the kernel's own that is registered at the host's level, and answers exceptions as the
 * {@link Personality} says, by messages like every other handler.
 */
public sealed interface ExceptionServer extends Continuation {

    /** By which people tell its task and its thread from others. */
    String NAME = "ux_handler";

    /** Where it receives. */
    IpcPort port();

    /** It looks for the next request. */
    record Listen(IpcPort port) implements ExceptionServer {
        @Override
        public Step run(MachThread thread) {
            AwaitException await = new AwaitException(port);
            thread.isAt(await);
            Take take = port.awaitMessage(thread, await.receive());
            if (take == Take.Empty.WAITING) {
                return Step.Block.BLOCK;
            }
            if (take instanceof Take.Taken taken) {
                return await.handed(taken.message(), taken.seqno(), taken.tooLarge());
            }
            throw new KernelPanic("the port of " + NAME + " answers " + take);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new Listen((IpcPort) copy.object(port));
        }
    }

    /** Blocked: there is none. Nobody aborts it, or ends it. */
    record AwaitException(IpcPort port) implements ExceptionServer, KernelReceiving {

        @Override
        public IpcObject object() {
            return port;
        }

        @Override
        public Continuation handed(IpcKmsg message, int seqno, boolean tooLarge) {
            return new HandleException(port, message);
        }

        @Override
        public Continuation ended(CallResult result) {
            return new Listen(port);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new AwaitException((IpcPort) copy.object(port));
        }
    }

    /** {@code mach_exc_server}: the request is handled and answered, and its rights are given up. */
    record HandleException(IpcPort port, IpcKmsg message) implements ExceptionServer {
        @Override
        public Step run(MachThread thread) {
            IpcKmsg reply = reply(result(thread.kernel()).code());
            DoomedRights doomed = thread.doomed();
            KernelPorts.releaseSend(message.destination(), doomed);
            message.descriptors().forEach(descriptor -> descriptor.rights().forEach(doomed::add));
            if (!KernelPorts.send(reply)) {
                doomed.add(message.reply());
            }
            return thread.after(new Listen(port));
        }

        private ReturnCode result(Kernel kernel) {
            if (!ExceptionRequest.isWide(message.id())) {
                return MigReturn.MIG_BAD_ID;
            }
            int behavior = ExceptionRequest.behavior(message.id());
            int rights = ExceptionBehavior.hasIdentity(behavior) ? 2 : 0;
            if (message.descriptors().size() != rights || message.size() < ExceptionRequest.sizeMin(message.id())) {
                return MigReturn.MIG_TYPE_ERROR;
            }
            return kernel.personality()
                    .handleException(
                            threadOf(kernel),
                            behavior,
                            ExceptionRequest.read(message.id(), message.body()).exception());
        }

        /* {@code convert_port_to_thread} of the first right; null if that is to no thread, or there is none. */
        private MachThread threadOf(Kernel kernel) {
            boolean named = !message.descriptors().isEmpty()
                    && message.descriptors().get(0) instanceof MessageDescriptor.Port descriptor
                    && descriptor.right().port() instanceof IpcPort object
                    && object.isActive()
                    && KernelObject.kindOf(object) == KernelObject.Kind.THREAD;
            if (!named) {
                return null;
            }
            NakedRight right = ((MessageDescriptor.Port) message.descriptors().get(0)).right();
            return kernel.thread(KernelObject.indexOf((IpcPort) right.port()));
        }

        private IpcKmsg reply(int ret) {
            ExceptionReply reply = new ExceptionReply(message.id() + ExceptionRequest.REPLY_ID_STEP, ret, 0, null);
            return new IpcKmsg(
                    reply.id(),
                    reply.size(),
                    message.reply(),
                    NakedRight.NONE,
                    reply.words(),
                    List.of(),
                    null,
                    MachMsgEnvelope.KERNELS,
                    Passage.Plain.WAITS);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new HandleException((IpcPort) copy.object(port), message.copy(copy));
        }
    }

    /** The thread is created, waits, and is registered for those types. */
    static void start(Kernel kernel, int mask) {
        MachThread server = kernel.createThread(kernel.createTask(NAME), NAME);
        IpcPort port = KernelPorts.allocate(
                kernel.zone(), KernelObject.kobject(KernelObject.Kind.EXCEPTION_SERVER, server.index()));
        NakedRight right = KernelPorts.makeSend(port);
        int behavior = ExceptionBehavior.EXCEPTION_DEFAULT | ExceptionBehavior.MACH_EXCEPTION_CODES;
        kernel.host().exceptions().set(mask, right, behavior, 0, server.doomed());
        KernelPorts.releaseSend(right, server.doomed());
        server.start(new Listen(port));
    }
}
