package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.IpcObject.Wakeup;
import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.Reservation;
import dev.portolan.kernel.rules.KernelRules.KernelQueueLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A port's queue where critical sections run at the same time: the lock-free message queue, under rule
 * {@code fullQueue = grantsSlot}.
 *
 * <p>Senders take no lock. Receivers hold the port's, so that nobody but the one who holds it takes a queued message;
 * a message that comes while receivers wait is given to one of them by its sender.
 *
 * <p>A slot is granted and the message posted at one stroke: a thread is never between {@code Admit} and {@code Post}.
 *
 * <p>A waiting thread's continuation is set by whoever answers its reservation, and by that alone. Its {@link Place} is
 * guarded by the waiter: who wants it out of line finds it there, if it is in line.
 *
 * <p>The queue knows nothing of port sets. While the port is in one, whoever may have brought a message into the queue,
 * its own or that of a sender who waited, takes the port's lock afterwards and offers what is queued to those who wait at
 * the sets. Who receives from the port offers it before, for a message may be there that nobody has offered yet. A send to
 * a port that is in no set finds that out by one volatile read.
 */
final class LockFreeMqueue implements IpcMqueue {

    /* Ports are many and their queues short. */
    private static final int SEGMENT_SIZE = 16;

    private final IpcPort port;
    private final SetLinks sets;
    private final IpcZone zone;
    private final MessageQueue<IpcKmsg> queue;

    /* Changed with the port locked. */
    private Numbering numbering = new Numbering(0, 0);

    /* Guarded by the port. */
    private int queueLimit;

    LockFreeMqueue(IpcPort port, IpcZone zone) {
        this.port = port;
        this.zone = zone;
        queueLimit = zone.limits().queueLimit();
        sets = port.links();
        queue = new MessageQueue<>(
                queueLimit, SEGMENT_SIZE, new WaiterLine<>(zone.rules().waiterOrder()));
    }

    /** A sender in line. */
    private record Sender(Waiter waiter) implements Consumer<Reservation<IpcKmsg>> {
        @Override
        public void accept(Reservation<IpcKmsg> reservation) {
            switch (reservation.outcome()) {
                case ACCEPTED -> waiter.messagePosted();
                case CLOSED -> waiter.slotGranted();
                default -> {} // Whoever took it out of line lets it go.
            }
        }
    }

    /** Which sequence numbers the messages have from the one on that is taken as number {@code from}. */
    private static final class Numbering {
        private final long from;
        private final long seqnoOfFirst;
        private volatile Numbering next;

        Numbering(long from, long seqnoOfFirst) {
            this.from = from;
            this.seqnoOfFirst = seqnoOfFirst;
        }

        int seqno(long number) {
            Numbering one = this;
            for (Numbering later = next; later != null && later.from <= number; later = later.next) {
                one = later;
            }
            return (int) (number - one.from + one.seqnoOfFirst);
        }
    }

    /**
     * A receiver in line. While it is there the receive right does not move; if messages are numbered anew it finds that
     * by the numbering that it came with.
     */
    private record Receiver(
            Waiter waiter, MachMsgReceive receive, Numbering numbering, IpcSpace receiver, int receiverName)
            implements Consumer<Reservation<IpcKmsg>> {

        /** Conditions: there was a message. */
        Take taken(Reservation<IpcKmsg> reservation) {
            IpcKmsg message = reservation.message();
            if (reservation.outcome() == Reservation.Outcome.DECLINED) {
                return tooLarge(message);
            }
            int seqno = numbering.seqno(reservation.number());
            return new Take.Taken(message, seqno, !receive.fits(message.sizeFor(receive)));
        }

        private Take.StillQueued tooLarge(IpcKmsg message) {
            return new Take.StillQueued(message.sizeFor(receive), receiver, receiverName);
        }

        boolean accepts(IpcKmsg message) {
            return receive.fits(message.sizeFor(receive)) || !receive.large();
        }

        @Override
        public void accept(Reservation<IpcKmsg> reservation) {
            switch (reservation.outcome()) {
                case DELIVERED -> {
                    Take.Taken taken = (Take.Taken) taken(reservation);
                    waiter.messageHanded(taken.message(), taken.seqno(), taken.tooLarge());
                }
                case DECLINED -> waiter.messageTooLarge(tooLarge(reservation.message()));
                case DISMISSED, CLOSED -> waiter.objectGone();
                default -> {} // Whoever took it out of line lets it go.
            }
        }
    }

    @Override
    public Admission admit(IpcKmsg message) {
        MessageQueue.Offer offer =
                message.passesQueueLimit() ? queue.forceSend(message, messageCountMax()) : queue.trySend(message);
        Admission admission = switch (offer) {
            case ACCEPTED -> Admission.POSTED;
            case CLOSED -> Admission.DEAD;
            case FULL -> Admission.FULL;
        };
        offerToSets();
        return admission;
    }

    @Override
    public Admission awaitSlot(Waiter sender, IpcKmsg message, MachMsgTimeout timeout, boolean again) {
        Admission admission = admit(message);
        if (admission == Admission.FULL) {
            admission = admitAtFull(sender, message, timeout);
            offerToSets();
        }
        return admission;
    }

    /* What was brought into the queue goes to those who wait at the port's sets. */
    private void offerToSets() {
        if (!sets.isEmpty()) {
            synchronized (port) {
                serveSets();
            }
        }
    }

    /*
     * What is queued goes to those who wait at the port's sets; answers the oldest message that nobody waits for, or null.
     * Conditions: the port is locked. One who has died is in no set.
     */
    private IpcKmsg serveSets() {
        for (IpcKmsg first = queue.first(); first != null; first = queue.first()) {
            Waiter receiver = sets.nextReceiver();
            if (receiver == null) {
                return first;
            }
            MachMsgReceive receive = receiver.receiving();
            boolean tooLarge = !receive.fits(first.sizeFor(receive));
            if (tooLarge && receive.large()) {
                receiver.messageTooLarge(Take.StillQueued.at(port, first.sizeFor(receive)));
            } else {
                receiver.messageHanded(first, seqno(), tooLarge);
                queue.tryReceive(); // the same: nobody else takes any
            }
        }
        sets.messageGiven(true);
        return null;
    }

    @Override
    public void setJoined() {
        serveSets();
    }

    private Admission admitAtFull(Waiter sender, IpcKmsg message, MachMsgTimeout timeout) {
        if (timeout.isPoll()) {
            return Admission.TIMED_OUT;
        }
        if (message.passesQueueLimit() || queue.size() >= messageCountMax()) {
            return Admission.NO_BUFFER;
        }
        synchronized (sender) {
            sender.block();
            Reservation<IpcKmsg> reservation = queue.send(message, new Sender(sender));
            if (reservation.isInLine()) {
                sender.setPlace(new Place(this, reservation));
                return Admission.WAITING;
            }
            // Somebody made room meanwhile, or the end came.
            sender.goOn();
            return reservation.outcome() == Reservation.Outcome.ACCEPTED ? Admission.POSTED : Admission.DEAD;
        }
    }

    /* Only those come here whose port died while they waited. */
    @Override
    public boolean post(IpcKmsg message) {
        return false;
    }

    @Override
    public boolean removeSender(Waiter sender, Wakeup wakeup) {
        return remove(sender, wakeup);
    }

    @Override
    public boolean removeReceiver(Waiter receiver, Wakeup wakeup) {
        return remove(receiver, wakeup);
    }

    private boolean remove(Waiter waiter, Wakeup wakeup) {
        boolean waited;
        synchronized (waiter) {
            Place place = waiter.place();
            waited = place != null && place.mqueue == this && wakeup.mayEnd(waiter) && queue.cancel(place.reservation);
            if (waited) {
                wakeup.letGo(waiter);
            }
        }
        offerToSets();
        return waited;
    }

    @Override
    public Take take(Waiter waiter, MachMsgReceive receive) {
        Take queued = takeQueued(receive);
        return queued == Take.Empty.NOTHING ? await(waiter, receive) : queued;
    }

    @Override
    public Take takeQueued(MachMsgReceive receive) {
        IpcKmsg first = serveSets();
        if (first == null) {
            return Take.Empty.NOTHING;
        }
        boolean tooLarge = !receive.fits(first.sizeFor(receive));
        if (tooLarge && receive.large()) {
            return Take.StillQueued.at(port, first.sizeFor(receive));
        }
        boolean last = queue.size() == 1;
        int seqno = seqno();
        Take taken = new Take.Taken(queue.tryReceive(), seqno, tooLarge);
        if (!sets.isEmpty()) {
            // With it may have come that of a sender who waited: then the port lines up in its sets again.
            sets.messageTaken(last || queue.first() == null);
            serveSets();
        }
        return taken;
    }

    private Take await(Waiter waiter, MachMsgReceive receive) {
        if (receive.timeout().isPoll()) {
            return Take.Empty.TIMED_OUT;
        }
        Receiver receiver = new Receiver(waiter, receive, numbering, port.receiver(), port.receiverName());
        Take take;
        synchronized (waiter) {
            waiter.block();
            Reservation<IpcKmsg> reservation = queue.receive(receiver::accepts, receiver);
            if (reservation.isInLine()) {
                waiter.setPlace(new Place(this, reservation));
                return Take.Empty.WAITING;
            }
            // A message came meanwhile.
            waiter.goOn();
            take = receiver.taken(reservation);
        }
        serveSets(); // With it may have come that of a sender who waited.
        return take;
    }

    @Override
    public void slotIsFree() {
        throw new KernelPanic("nobody here is told that a message is taken");
    }

    @Override
    public boolean postAlways(IpcKmsg message) {
        boolean posted = queue.forceSend(message, messageCountMax()) == MessageQueue.Offer.ACCEPTED;
        serveSets();
        return posted;
    }

    @Override
    public void receiveRightLeaves() {
        queue.dismissReceivers();
        number(0);
    }

    @Override
    public void destroy(DoomedRights doomed) {
        queue.close();
        List<IpcKmsg> messages = new ArrayList<>();
        for (IpcKmsg message = queue.tryReceive(); message != null; message = queue.tryReceive()) {
            messages.add(message);
        }
        doomed.destroy(messages, zone.rules().queueDestruction());
    }

    @Override
    public int seqno() {
        return numbering.seqno(queue.taken());
    }

    @Override
    public int queueLimit() {
        return queueLimit;
    }

    /* Who is let in past the limit is let in first: nobody may see the new one with room for others. */
    @Override
    public void setQueueLimit(int limit) {
        queue.letIn(limit - queueLimit);
        queue.setLimit(limit);
        queueLimit = limit;
        serveSets();
    }

    /* A message that is handed to a waiting receiver at this very moment may be numbered either way. */
    @Override
    public void setSeqno(int seqno) {
        number(seqno);
    }

    private void number(int seqno) {
        Numbering now = new Numbering(queue.taken(), seqno);
        numbering.next = now;
        numbering = now;
    }

    private int messageCountMax() {
        return zone.rules().kernelQueueLimit() == KernelQueueLimit.BOUNDED
                ? zone.limits().messageCountMax()
                : Integer.MAX_VALUE;
    }

    @Override
    public int messageCount() {
        return messages().size();
    }

    @Override
    public List<IpcKmsg> messages() {
        List<IpcKmsg> messages = new ArrayList<>();
        queue.look(messages::add, sender -> {}, receiver -> {});
        return messages;
    }

    @Override
    public List<Waiter> senders() {
        List<Waiter> waiters = new ArrayList<>();
        queue.look(message -> {}, sender -> waiters.add(((Sender) sender.holder()).waiter()), receiver -> {});
        return waiters;
    }

    @Override
    public List<Waiter> receivers() {
        List<Waiter> waiters = new ArrayList<>();
        queue.look(message -> {}, sender -> {}, receiver -> waiters.add(((Receiver) receiver.holder()).waiter()));
        return waiters;
    }

    @Override
    public IpcMqueue copy(IpcPort port, KernelCopy copy) {
        throw new KernelPanic("a kernel whose critical sections run at the same time is not copied");
    }
}
