package dev.portolan.kernel.rules;

import dev.portolan.kernel.rules.KernelRules.BodyForm;
import dev.portolan.kernel.rules.KernelRules.CircularSend;
import dev.portolan.kernel.rules.KernelRules.DeadNameChoice;
import dev.portolan.kernel.rules.KernelRules.DeadNameType;
import dev.portolan.kernel.rules.KernelRules.DeadPrevious;
import dev.portolan.kernel.rules.KernelRules.DeadSendOnce;
import dev.portolan.kernel.rules.KernelRules.DeadTask;
import dev.portolan.kernel.rules.KernelRules.FullQueue;
import dev.portolan.kernel.rules.KernelRules.InsertRightChecks;
import dev.portolan.kernel.rules.KernelRules.InvalidNameFreed;
import dev.portolan.kernel.rules.KernelRules.InvalidNameLookup;
import dev.portolan.kernel.rules.KernelRules.InvalidNameRefs;
import dev.portolan.kernel.rules.KernelRules.KernelQueueLimit;
import dev.portolan.kernel.rules.KernelRules.LargeIdentity;
import dev.portolan.kernel.rules.KernelRules.MemberOfMany;
import dev.portolan.kernel.rules.KernelRules.ModRefsDelta;
import dev.portolan.kernel.rules.KernelRules.NameReuse;
import dev.portolan.kernel.rules.KernelRules.NoSetToLeave;
import dev.portolan.kernel.rules.KernelRules.NothingToCancel;
import dev.portolan.kernel.rules.KernelRules.NotificationForm;
import dev.portolan.kernel.rules.KernelRules.NotifyDisposition;
import dev.portolan.kernel.rules.KernelRules.NotifyOptions;
import dev.portolan.kernel.rules.KernelRules.PortDestroyedAgain;
import dev.portolan.kernel.rules.KernelRules.PortDestroyedSend;
import dev.portolan.kernel.rules.KernelRules.PortSetDeallocate;
import dev.portolan.kernel.rules.KernelRules.QueueDestruction;
import dev.portolan.kernel.rules.KernelRules.QueueLimitMax;
import dev.portolan.kernel.rules.KernelRules.ReceiverWakeup;
import dev.portolan.kernel.rules.KernelRules.Rename;
import dev.portolan.kernel.rules.KernelRules.RequestOfInvalidName;
import dev.portolan.kernel.rules.KernelRules.RightsKnown;
import dev.portolan.kernel.rules.KernelRules.SameNameInsert;
import dev.portolan.kernel.rules.KernelRules.SendPossible;
import dev.portolan.kernel.rules.KernelRules.SendRightCount;
import dev.portolan.kernel.rules.KernelRules.SetNamesChecked;
import dev.portolan.kernel.rules.KernelRules.SetQueue;
import dev.portolan.kernel.rules.KernelRules.TooLargeHeader;
import dev.portolan.kernel.rules.KernelRules.UserRefOverflow;
import dev.portolan.kernel.rules.KernelRules.WaiterOrder;

/** The bundles of rules that recordings of real kernels anchor. */
final class Dialects {

    /** XNU 7195.141.2. */
    static final KernelRules XNU = new KernelRules(
            WaiterOrder.HEAP,
            WaiterOrder.FIFO,
            FullQueue.GRANTS_SLOT,
            KernelQueueLimit.BOUNDED,
            UserRefOverflow.PEG,
            NameReuse.GENERATIONS,
            InvalidNameFreed.SUCCEEDS,
            InvalidNameRefs.AS_SEND_RIGHT,
            DeadNameType.DEAD_NAME,
            RightsKnown.SIX,
            ModRefsDelta.AFTER_DEATH,
            PortSetDeallocate.DESTROYS,
            SameNameInsert.ONE_STEP,
            InsertRightChecks.AFTER_COPYIN,
            DeadSendOnce.SWALLOWED,
            ReceiverWakeup.PORT_CHANGED,
            TooLargeHeader.BARE,
            SendPossible.REQUESTED,
            RequestOfInvalidName.REFUSED,
            NothingToCancel.SUCCEEDS,
            PortDestroyedAgain.REFUSED,
            PortDestroyedSend.KEPT,
            NotifyDisposition.BEFORE_COPYIN,
            NotificationForm.NDR,
            QueueLimitMax.LARGE,
            InvalidNameLookup.INVALID_RIGHT,
            DeadNameChoice.KERNELS,
            Rename.NOT_SUPPORTED,
            BodyForm.DESCRIPTORS,
            CircularSend.DIES_AT_ONCE,
            SetQueue.PREPOSTS,
            SetNamesChecked.SET_FIRST,
            NoSetToLeave.SUCCEEDS,
            SendRightCount.WITHHELD,
            DeadTask.INVALID_TASK,
            LargeIdentity.TOLD,
            DeadPrevious.REFUSED,
            MemberOfMany.NOT_IN_SET,
            NotifyOptions.ROOM,
            QueueDestruction.TOGETHER);

    /** GNU Mach, the Mach 3.0 line. */
    static final KernelRules CLASSIC = new KernelRules(
            WaiterOrder.NEWEST_FIRST,
            WaiterOrder.NEWEST_FIRST,
            FullQueue.RETEST,
            KernelQueueLimit.NONE,
            UserRefOverflow.ERROR,
            NameReuse.LOWEST_FREE,
            InvalidNameFreed.REFUSED,
            InvalidNameRefs.REFUSED,
            DeadNameType.REFUSED,
            RightsKnown.FIVE,
            ModRefsDelta.BEFORE_DEATH,
            PortSetDeallocate.REFUSED,
            SameNameInsert.AS_ANY,
            InsertRightChecks.BEFORE_COPYIN,
            DeadSendOnce.REFUSED,
            ReceiverWakeup.PORT_DIED,
            TooLargeHeader.REAL,
            SendPossible.UNKNOWN,
            RequestOfInvalidName.NO_NAME,
            NothingToCancel.AS_ANY,
            PortDestroyedAgain.REPLACES,
            PortDestroyedSend.DEAD_NAME,
            NotifyDisposition.AFTER_COPYIN,
            NotificationForm.TYPED,
            QueueLimitMax.SMALL,
            InvalidNameLookup.INVALID_NAME,
            DeadNameChoice.CALLERS,
            Rename.RENAMES,
            BodyForm.ITEMS,
            CircularSend.DIES_WHEN_ADMITTED,
            SetQueue.MERGED,
            SetNamesChecked.MEMBER_FIRST,
            NoSetToLeave.REFUSED,
            SendRightCount.TOLD,
            DeadTask.INVALID_DEST,
            LargeIdentity.UNKNOWN,
            DeadPrevious.RETURNED,
            MemberOfMany.LEAVES,
            NotifyOptions.ACCEPTANCE,
            QueueDestruction.ONE_BY_ONE);

    private Dialects() {}
}
