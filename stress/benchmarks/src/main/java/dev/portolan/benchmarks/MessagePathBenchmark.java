package dev.portolan.benchmarks;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.UserThread;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages a microsecond by {@code mach_msg} on one thread of the concurrent layer, in a world of few ports and of many.
 *
 * <p>With the profiler {@code gc} it tells the bytes that a message costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class MessagePathBenchmark {

    /** Ports that the space of both tasks holds rights to, those that are used included. */
    @Param({"10", "100000"})
    public int ports;

    /** Bytes of a message, its header included, but not its descriptor. */
    @Param({"24", "256", "4096"})
    public int size;

    /** 1 for a message that carries a send right in its body, which its receiver gives up again; 0 for none. */
    @Param({"0", "1"})
    public int descriptors;

    private static final int RECEIVE_SIZE = 8192;

    private UserThread client;
    private UserThread server;
    private final MachMsgBuffer received = new MachMsgBuffer();
    private final MachMsgBuffer reply = new MachMsgBuffer();
    private Continuation oneWay;
    private Continuation receive;
    private Continuation request;
    private Continuation receiveReply;
    private List<Long> body;

    @Setup
    public void begin() {
        KernelLimits limits = new KernelLimits(5, 65_535, 1 << 20, 65_534);
        ConcurrentMachine machine = new ConcurrentMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, limits);
        MachTask clientTask = kernel.createTask("A");
        MachTask serverTask = kernel.createTask("B");
        client = new UserThread(machine, kernel.createThread(clientTask, "A1"));
        server = new UserThread(machine, kernel.createThread(serverTask, "B1"));
        for (int i = 2; i < ports; i++) {
            sendRight(clientTask);
        }
        body = Collections.nCopies((size - MachMsgHeader.SIZE) / Long.BYTES, 1L);
        MachPortName service = name(server.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        MachPortName known = MachPortName.of((ports + 16) << 8 | 3);
        succeeded(server.machPortInsertRight(clientTask, known, service, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND));
        MachPortName replies = name(client.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        MachMsgHeader header = MachMsgHeader.to(known, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 1);
        MachMsgDescriptor right = new MachMsgDescriptor.Port(replies, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code());
        List<MachMsgDescriptor> carried = Collections.nCopies(descriptors, right);
        oneWay = sending(header, carried);
        request = sending(header.withReply(replies, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE), carried);
        receive = receiving(service, received);
        receiveReply = receiving(replies, reply);
    }

    private Continuation sending(MachMsgHeader header, List<MachMsgDescriptor> carried) {
        int sizeOfBody = carried.isEmpty()
                ? 0
                : MachMsgDescriptor.COUNT_SIZE + carried.get(0).size();
        return MachMsgTrap.send(new MachMsgSend(header, size + sizeOfBody, body, carried, MachMsgTimeout.POLL));
    }

    private Continuation receiving(MachPortName name, MachMsgBuffer buffer) {
        return MachMsgTrap.receive(
                MachMsgReceive.of(name, RECEIVE_SIZE, MachMsgTimeout.POLL).into(buffer));
    }

    /** One more port of the server's, to which the client has a send right. */
    private void sendRight(MachTask clientTask) {
        MachPortName port = name(server.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        succeeded(server.machPortInsertRight(clientTask, port, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND));
    }

    /** A message is sent, and received, and its receiver reads its id. */
    @Benchmark
    public int oneWay() {
        succeeded(client.call(oneWay));
        receive();
        return received.id();
    }

    /** A request is sent and received, and so is the reply, to the send-once right that the request carried. */
    @Benchmark
    public int requestAndReply() {
        succeeded(client.call(request));
        receive();
        MachMsgHeader header = MachMsgHeader.to(received.remote(), MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE, 101);
        succeeded(server.call(sending(header, List.of())));
        succeeded(client.call(receiveReply));
        return reply.id();
    }

    private void receive() {
        succeeded(server.call(receive));
        if (descriptors > 0) {
            MachMsgDescriptor.Port right =
                    (MachMsgDescriptor.Port) received.descriptors().get(0);
            succeeded(server.machPortDeallocate(right.name()));
        }
    }

    private static MachPortName name(CallResult allocated) {
        return ((OutValue.Name) succeeded(allocated).out()).name();
    }

    private static CallResult succeeded(CallResult result) {
        if (result.code().code() != MachMsgReturn.MACH_MSG_SUCCESS.code()) {
            throw new IllegalStateException("a call of the benchmark ended with " + result.code());
        }
        return result;
    }
}
