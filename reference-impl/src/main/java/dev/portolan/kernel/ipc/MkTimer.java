package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.Refines;
import java.util.List;

/**
 * {@code mk_timer}: sends its one message to its port when its deadline comes.
 *
 * <p>The message is there from the beginning: it passes any limit but the kernel's, and is not sent again before it is
 * {@linkplain #messageIsFree free}. The timer holds a send right to its port for as long as that lives. All of it is
 * guarded by the port's lock, which every public method takes.
 */
public final class MkTimer implements Passage {

    /** In bytes: a header and three words that say nothing. */
    private static final int SIZE = 48;

    private final IpcPort port;
    private long deadline;
    private boolean inFlight;

    MkTimer(IpcPort port) {
        this.port = port;
    }

    /** The timer of that port of a copied kernel. */
    MkTimer copy(IpcPort twin) {
        MkTimer timer = new MkTimer(twin);
        timer.deadline = deadline;
        timer.inFlight = inFlight;
        return timer;
    }

    IpcPort port() {
        return port;
    }

    /** When it fires; 0 if it is not armed. */
    public long deadline() {
        synchronized (port) {
            return deadline;
        }
    }

    /** True if its message is queued, or somebody has it who has not received it. */
    public boolean isInFlight() {
        synchronized (port) {
            return inFlight;
        }
    }

    /** Fires then, and at no other time. Conditions: the port is locked. */
    void arm(long time) {
        deadline = time;
    }

    /** Does not fire any more, and tells when it would have. Conditions: the port is locked. */
    long cancel() {
        long armed = deadline;
        deadline = 0;
        return armed;
    }

    /** Its time has come. A message that is in flight is not sent again. Conditions: the port is locked and active. */
    void fire() {
        deadline = 0;
        if (inFlight) {
            return;
        }
        inFlight = true;
        port.copySend();
        if (!port.mqueue().postAlways(message())) {
            port.releaseSend();
            inFlight = false;
        }
    }

    /** That deadline has come. Nothing happens if it is not the timer's any more. */
    @Refines("MkTimerExpire")
    public void expire(long time) {
        synchronized (port) {
            if (port.isActive() && deadline == time && time != 0) {
                fire();
            }
        }
    }

    /** Its deadline, whichever it is, has come. Nothing happens if it has none. */
    @Refines("MkTimerExpire")
    public void expire() {
        synchronized (port) {
            expire(deadline);
        }
    }

    /** The message has been received, and may be sent again. */
    @Refines("CopyoutHeader")
    public void messageIsFree() {
        synchronized (port) {
            inFlight = false;
        }
    }

    private IpcKmsg message() {
        return new IpcKmsg(
                0,
                SIZE,
                port.right(NakedRight.Type.SEND),
                NakedRight.NONE,
                List.of(),
                List.of(),
                null,
                MachMsgEnvelope.KERNELS,
                this);
    }
}
