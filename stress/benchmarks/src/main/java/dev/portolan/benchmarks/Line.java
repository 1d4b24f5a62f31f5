package dev.portolan.benchmarks;

import dev.portolan.kernel.queue.BlockingMessageQueue;
import dev.portolan.kernel.queue.MessageQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;

/** What all queues measured can do: take a message, waiting for room, and give one, waiting for it. */
interface Line {

    void send(Integer message) throws InterruptedException;

    Integer receive() throws InterruptedException;

    /**
     * A queue by the name under which results list it.
     *
     * <p>Those that block park their threads in their own way. Those that do not ({@code portolanTry}, and the last four)
     * look again until they can go on, and are bounds for what blocking costs.
     *
     * <p>Not all hold the same: {@code linkedTransfer} and {@code concurrentLinked} have no capacity, {@code synchronous}
     * and {@code exchanger} hold nothing, and JCTools' queues hold the next power of two.
     */
    static Line of(String name, int capacity) {
        return switch (name) {
            case "portolan" -> blocking(new BlockingMessageQueue<>(capacity));
            case "portolanTry" -> trying(new MessageQueue<>(capacity));
            case "arrayBlocking" -> blocking(new ArrayBlockingQueue<>(capacity));
            case "arrayBlockingFair" -> blocking(new ArrayBlockingQueue<>(capacity, true));
            case "linkedBlocking" -> blocking(new LinkedBlockingQueue<>(capacity));
            case "linkedTransfer" -> blocking(new LinkedTransferQueue<>());
            case "synchronous" -> blocking(new SynchronousQueue<>());
            case "exchanger" -> exchanging(new Exchanger<>());
            case "kotlinChannel" -> new KotlinLine(ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null));
            case "concurrentLinked" -> trying(new ConcurrentLinkedQueue<>());
            case "mpmcArray" -> trying(new MpmcArrayQueue<>(Math.max(2, capacity)));
            case "mpscArray" -> trying(new MpscArrayQueue<>(Math.max(4, capacity)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Line blocking(BlockingMessageQueue<Integer> queue) {
        return new Line() {
            @Override
            public void send(Integer message) throws InterruptedException {
                queue.send(message);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return queue.receive();
            }
        };
    }

    private static Line blocking(BlockingQueue<Integer> queue) {
        return new Line() {
            @Override
            public void send(Integer message) throws InterruptedException {
                queue.put(message);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return queue.take();
            }
        };
    }

    private static Line trying(MessageQueue<Integer> queue) {
        return new Line() {
            @Override
            public void send(Integer message) {
                for (int looks = 0; queue.trySend(message) != MessageQueue.Offer.ACCEPTED; looks++) {
                    pause(looks);
                }
            }

            @Override
            public Integer receive() {
                Integer message = queue.tryReceive();
                for (int looks = 0; message == null; looks++) {
                    pause(looks);
                    message = queue.tryReceive();
                }
                return message;
            }
        };
    }

    /* One sender and one receiver. */
    private static Line exchanging(Exchanger<Integer> exchanger) {
        return new Line() {
            @Override
            public void send(Integer message) throws InterruptedException {
                exchanger.exchange(message);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return exchanger.exchange(null);
            }
        };
    }

    private static Line trying(Queue<Integer> queue) {
        return new Line() {
            @Override
            public void send(Integer message) {
                for (int looks = 0; !queue.offer(message); looks++) {
                    pause(looks);
                }
            }

            @Override
            public Integer receive() {
                Integer message = queue.poll();
                for (int looks = 0; message == null; looks++) {
                    pause(looks);
                    message = queue.poll();
                }
                return message;
            }
        };
    }

    /* The other side may need this processor. */
    private static void pause(int looks) {
        if (looks < 100) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
