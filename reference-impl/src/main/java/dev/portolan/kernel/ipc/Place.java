package dev.portolan.kernel.ipc;

import dev.portolan.kernel.queue.Reservation;

/** Where a thread waits in a line that no lock guards. */
public final class Place {

    final LockFreeMqueue mqueue;
    final Reservation<IpcKmsg> reservation;

    Place(LockFreeMqueue mqueue, Reservation<IpcKmsg> reservation) {
        this.mqueue = mqueue;
        this.reservation = reservation;
    }
}
