package dev.portolan.kernel.queue;

import java.util.ArrayList;
import java.util.List;

/** What stands in a cell and is no message. */
abstract class Mark {

    /** The cell's message has been taken. */
    static final Mark TAKEN = new Mark() {};

    /** Nothing comes in any more, here or behind, and those who waited here are let go by whoever comes by. */
    static final class Closed<E> extends Mark {

        final Waiting<E> before;

        /** They have all been let go; until then whoever finds them does it. */
        volatile boolean isTold;

        Closed(Waiting<E> before) {
            this.before = before;
        }
    }

    /** An end cell where somebody waits, or did; a null cell is one where nobody does. Immutable. */
    static final class Waiting<E> extends Mark {

        final WaitingLine<Reservation<E>> senders;
        final WaitingLine<Reservation<E>> receivers;

        Waiting(WaitingLine<Reservation<E>> senders, WaitingLine<Reservation<E>> receivers) {
            this.senders = senders;
            this.receivers = receivers;
        }

        boolean isNobody() {
            return senders.isEmpty() && receivers.isEmpty();
        }

        Waiting<E> withSender(Reservation<E> sender) {
            return new Waiting<>(senders.with(sender), receivers);
        }

        Waiting<E> withReceiver(Reservation<E> receiver) {
            return new Waiting<>(senders, receivers.with(receiver));
        }

        boolean contains(Reservation<E> waiter) {
            return senders.contains(waiter) || receivers.contains(waiter);
        }

        Waiting<E> without(Reservation<E> waiter) {
            return new Waiting<>(senders.without(waiter), receivers.without(waiter));
        }

        /** What the cell becomes when {@code message} comes in: itself, if nobody waits. */
        Object with(E message) {
            return isNobody() ? message : decision(message, null, senders);
        }

        /** What the cell becomes when there is room for the first sender in line. */
        Decision<E> granted() {
            return decision(senders.first().offered, senders.first(), senders.rest());
        }

        /* To the first receiver who accepts it; those before decline it, and wait no longer. */
        private Decision<E> decision(E message, Reservation<E> sender, WaitingLine<Reservation<E>> otherSenders) {
            WaitingLine<Reservation<E>> line = receivers;
            List<Reservation<E>> declining = List.of();
            for (; !line.isEmpty() && !line.first().accepts(message); line = line.rest()) {
                declining = declining.isEmpty() ? new ArrayList<>() : declining;
                declining.add(line.first());
            }
            return new Decision<>(message, sender, line.first(), declining, new Waiting<>(otherSenders, line.rest()));
        }
    }

    /** A message came in while somebody waited. Immutable. */
    static final class Decision<E> extends Mark {

        final E message;

        /** Who waited in line with the message until now; null if nobody did. */
        final Reservation<E> sender;

        /** Who is given the message at once; null if it is queued. */
        final Reservation<E> receiver;

        /** Who waited and does not accept the message. Not to be changed. */
        final List<Reservation<E>> declining;

        /** Who goes on waiting, from the next cell on. */
        final Waiting<E> rest;

        Decision(
                E message,
                Reservation<E> sender,
                Reservation<E> receiver,
                List<Reservation<E>> declining,
                Waiting<E> rest) {
            this.message = message;
            this.sender = sender;
            this.receiver = receiver;
            this.declining = declining;
            this.rest = rest;
        }
    }
}
