package dev.portolan.kernel.queue;

/** What stands in a cell and is no message. */
abstract class Mark {

    /** The cell's message has been taken. */
    static final Mark TAKEN = new Mark() {};

    /** Nothing comes in any more, here or behind. */
    static final Mark CLOSED = new Mark() {};

    /** An end cell where somebody waits, or did; a null cell is one where nobody does. Immutable. */
    static final class Waiting<E> extends Mark {

        private static final Waiting<?> NOBODY = new Waiting<>(WaitingLine.empty(), WaitingLine.empty());

        final WaitingLine<Reservation<E>> senders;
        final WaitingLine<Reservation<E>> receivers;

        private Waiting(WaitingLine<Reservation<E>> senders, WaitingLine<Reservation<E>> receivers) {
            this.senders = senders;
            this.receivers = receivers;
        }

        @SuppressWarnings("unchecked")
        static <E> Waiting<E> nobody() {
            return (Waiting<E>) NOBODY;
        }

        static <E> Waiting<E> of(WaitingLine<Reservation<E>> senders, WaitingLine<Reservation<E>> receivers) {
            return senders.isEmpty() && receivers.isEmpty() ? nobody() : new Waiting<>(senders, receivers);
        }

        boolean isNobody() {
            return this == NOBODY;
        }

        Waiting<E> withSender(Reservation<E> sender) {
            return of(senders.with(sender), receivers);
        }

        Waiting<E> withReceiver(Reservation<E> receiver) {
            return of(senders, receivers.with(receiver));
        }

        boolean contains(Reservation<E> waiter) {
            return senders.contains(waiter) || receivers.contains(waiter);
        }

        Waiting<E> without(Reservation<E> waiter) {
            return of(senders.without(waiter), receivers.without(waiter));
        }

        /** What the cell becomes when {@code message} comes in: itself, if nobody waits. */
        Object with(E message) {
            return isNobody()
                    ? message
                    : new Decision<>(message, null, receivers.first(), of(senders, receivers.rest()));
        }

        /** What the cell becomes when there is room for the first sender in line. */
        Decision<E> granted() {
            Reservation<E> sender = senders.first();
            return new Decision<>(sender.offered, sender, receivers.first(), of(senders.rest(), receivers.rest()));
        }
    }

    /** A message came in while somebody waited. Immutable. */
    static final class Decision<E> extends Mark {

        final E message;

        /** Who waited in line with the message until now; null if nobody did. */
        final Reservation<E> sender;

        /** Who is given the message at once; null if it is queued. */
        final Reservation<E> receiver;

        /** Who goes on waiting, from the next cell on. */
        final Waiting<E> rest;

        Decision(E message, Reservation<E> sender, Reservation<E> receiver, Waiting<E> rest) {
            this.message = message;
            this.sender = sender;
            this.receiver = receiver;
            this.rest = rest;
        }
    }
}
