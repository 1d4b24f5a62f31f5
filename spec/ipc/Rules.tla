-------------------------------- MODULE Rules --------------------------------
(****************************************************************************)
(* The named rules in which the dialects of Mach differ.  A dialect is a    *)
(* bundle of values; the model tests a rule and never a dialect.  What each *)
(* value means is said by the predicates below, the only place where a      *)
(* value is spelled.  docs/dialects.md has versions and recordings.         *)
(****************************************************************************)

CONSTANT Rules     \* XnuRules or ClassicRules, by substitution in a cfg

XnuRules == [
    waiterOrder       |-> "heap",
    setWaiterOrder    |-> "fifo",
    fullQueue         |-> "grantsSlot",
    kernelQueueLimit  |-> "bounded",
    userRefOverflow   |-> "peg",
    nameReuse         |-> "generations",
    invalidNameFreed  |-> "succeeds",
    invalidNameRefs   |-> "asSendRight",
    deadNameType      |-> "deadName",
    rightsKnown       |-> "six",
    modRefsDelta      |-> "afterDeath",
    portSetDeallocate |-> "destroys",
    sameNameInsert    |-> "oneStep",
    insertRightChecks |-> "afterCopyin",
    deadSendOnce      |-> "swallowed",
    receiverWakeup    |-> "portChanged",
    tooLargeHeader    |-> "bare",
    sendPossible      |-> "requested",
    requestOfInvalidName |-> "refused",
    nothingToCancel   |-> "succeeds",
    portDestroyedAgain |-> "refused",
    portDestroyedSend |-> "kept",
    notifyDisposition |-> "beforeCopyin",
    notificationForm  |-> "ndr",
    queueLimitMax     |-> "large",
    invalidNameLookup |-> "invalidRight",
    deadNameChoice    |-> "kernels",
    rename            |-> "notSupported",
    bodyForm          |-> "descriptors",
    circularSend      |-> "diesAtOnce",
    setQueue          |-> "preposts",
    setNamesChecked   |-> "setFirst",
    noSetToLeave      |-> "succeeds",
    sendRightCount    |-> "withheld",
    deadTask          |-> "invalidTask",
    largeIdentity     |-> "told",
    deadPrevious      |-> "refused",
    memberOfMany      |-> "notInSet",
    notifyOptions     |-> "room",
    queueDestruction  |-> "together"]

ClassicRules == [
    waiterOrder       |-> "newestFirst",
    setWaiterOrder    |-> "newestFirst",
    fullQueue         |-> "retest",
    kernelQueueLimit  |-> "none",
    userRefOverflow   |-> "error",
    nameReuse         |-> "lowestFree",
    invalidNameFreed  |-> "refused",
    invalidNameRefs   |-> "refused",
    deadNameType      |-> "refused",
    rightsKnown       |-> "five",
    modRefsDelta      |-> "beforeDeath",
    portSetDeallocate |-> "refused",
    sameNameInsert    |-> "asAny",
    insertRightChecks |-> "beforeCopyin",
    deadSendOnce      |-> "refused",
    receiverWakeup    |-> "portDied",
    tooLargeHeader    |-> "real",
    sendPossible      |-> "unknown",
    requestOfInvalidName |-> "noName",
    nothingToCancel   |-> "asAny",
    portDestroyedAgain |-> "replaces",
    portDestroyedSend |-> "deadName",
    notifyDisposition |-> "afterCopyin",
    notificationForm  |-> "typed",
    queueLimitMax     |-> "small",
    invalidNameLookup |-> "invalidName",
    deadNameChoice    |-> "callers",
    rename            |-> "renames",
    bodyForm          |-> "items",
    circularSend      |-> "diesWhenAdmitted",
    setQueue          |-> "merged",
    setNamesChecked   |-> "memberFirst",
    noSetToLeave      |-> "refused",
    sendRightCount    |-> "told",
    deadTask          |-> "invalidDest",
    largeIdentity     |-> "unknown",
    deadPrevious      |-> "returned",
    memberOfMany      |-> "leaves",
    notifyOptions     |-> "acceptance",
    queueDestruction  |-> "oneByOne"]

(* A port's waiters stand in a pairing heap of equal priorities; otherwise  *)
(* the newest is let go first.                                              *)
WaitersFormHeap    == Rules.waiterOrder = "heap"
SetWaitersAreFifo  == Rules.setWaiterOrder = "fifo"

(* A freed place in a full queue is granted to a blocked sender, and is its *)
(* own until it posts; otherwise the sender is let go to test again.        *)
FullQueueGrantsSlot == Rules.fullQueue = "grantsSlot"

(* There is a limit that even send-once messages do not pass.               *)
KernelQueueBounded == Rules.kernelQueueLimit = "bounded"

(* A count of user references that reaches its maximum stays there.         *)
UserRefsPeg        == Rules.userRefOverflow = "peg"

(* A slot's next name differs from its last one.                            *)
NamesHaveGenerations == Rules.nameReuse = "generations"

(* What null and dead names are to calls that look no name up for them.     *)
InvalidNameIsFreed == Rules.invalidNameFreed = "succeeds"
InvalidNameHasRefs == Rules.invalidNameRefs = "asSendRight"
DeadIsADeadName    == Rules.deadNameType = "deadName"

(* Right 5 is one that nobody holds, not an invalid value.                  *)
SixRightsKnown     == Rules.rightsKnown = "six"

(* mod_refs tests delta only when it knows that the port lives.             *)
DeltaAfterDeath    == Rules.modRefsDelta = "afterDeath"

DeallocateDestroysSets == Rules.portSetDeallocate = "destroys"

(* insert_right by trap of a port under its own name, in one step.          *)
SameNameInOneStep  == Rules.sameNameInsert = "oneStep"

(* insert_right leaves a bad disposition, and by trap an invalid name of    *)
(* the right, to copy-in.                                                   *)
CopyinTestsFirst   == Rules.insertRightChecks = "afterCopyin"

(* A send-once right whose port died unnoticed is good as a destination,    *)
(* and the message is swallowed.                                            *)
DeadSendOnceSwallows == Rules.deadSendOnce = "swallowed"

(* The code of a receiver whose port or set died or moved.                  *)
ReceiverWakeupCode ==
    IF Rules.receiverWakeup = "portChanged" THEN "MACH_RCV_PORT_CHANGED" ELSE "MACH_RCV_PORT_DIED"

(* The size field of a header that arrives alone: its own or the message's. *)
TooLargeIsBare     == Rules.tooLargeHeader = "bare"

(* Who may not send can ask for word of room in the queue.                  *)
SendPossibleKnown  == Rules.sendPossible = "requested"

(* A request for the null or the dead name: a bad right or argument, or a   *)
(* name that denotes nothing.                                               *)
InvalidNameRefused == Rules.requestOfInvalidName = "refused"

(* To ask for nothing under a name of which nothing was asked is no error,  *)
(* whatever the name denotes.                                               *)
NothingIsCancelled == Rules.nothingToCancel = "succeeds"

(* A port whose end somebody waits for has no second one who does.          *)
PortDestroyedOnce  == Rules.portDestroyedAgain = "refused"

(* The send right beside a receive right that went to who asked for it.     *)
PortDestroyedKeepsSend == Rules.portDestroyedSend = "kept"

(* request_notification looks at the disposition before it copies in.       *)
NotifyTestsFirst   == Rules.notifyDisposition = "beforeCopyin"

(* Bytes of a notification that says more than its id.                      *)
NotificationSize(id) ==
    IF Rules.notificationForm = "typed" THEN 32 ELSE IF id = 69 THEN 40 ELSE 36

(* The highest limit that a queue can be given.                             *)
QueueLimitMax == IF Rules.queueLimitMax = "large" THEN 1024 ELSE 16

(* Null and dead names, to calls that want a right that is there.           *)
InvalidNameIsBadRight == Rules.invalidNameLookup = "invalidRight"
InvalidNameCode ==
    IF InvalidNameIsBadRight THEN "KERN_INVALID_RIGHT" ELSE "KERN_INVALID_NAME"

(* allocate_name of a dead name chooses the name itself.                    *)
DeadNamesAreUnchosen == Rules.deadNameChoice = "kernels"

(* A name can be changed for another.                                       *)
NamesAreChanged == Rules.rename = "renames"

(* A body is a number of descriptors, each of a size that its kind has, and *)
(* then words; otherwise it is items, each with its type.                   *)
DescriptorsHaveSizes == Rules.bodyForm = "descriptors"

(* A message that would close a circle of receive rights is destroyed       *)
(* before it is admitted to a queue, not after.                             *)
CircularDiesAtOnce == Rules.circularSend = "diesAtOnce"

(* A port is in one set at most, which has its messages, in the order in    *)
(* which all members' arrived: the port itself has none to receive, and who *)
(* waits for one is told.  Otherwise a port can be in several sets, which   *)
(* know that it has messages and drain one member after the other.          *)
SetsMergeQueues    == Rules.setQueue = "merged"

(* Insertion and move look at the set before they look at the member.       *)
SetIsCheckedFirst  == Rules.setNamesChecked = "setFirst"

(* Whoever is in no set may leave all that it is in.                        *)
LeavingNoSetSucceeds == Rules.noSetToLeave = "succeeds"

(* A kernel that is not for debugging tells nobody how many send rights     *)
(* there are.                                                               *)
SendRightsAreTold  == Rules.sendRightCount = "told"

(* What a call on a task that has ended comes to: it is made and refused,   *)
(* or the message that it is cannot be sent.                                *)
DeadTaskRefusesMessages == Rules.deadTask = "invalidDest"
DeadTaskCode == IF DeadTaskRefusesMessages THEN "MACH_SEND_INVALID_DEST" ELSE "KERN_INVALID_TASK"

(* A receiver can ask in which queue the message is that is too large.      *)
LargeIdentityKnown == Rules.largeIdentity = "told"

(* By trap a right that died since it was asked with does not come back,    *)
(* and the call fails, though it has done what it was asked.                *)
DeadPreviousRefused == Rules.deadPrevious = "refused"

(* A port that leaves the newest of its sets, or one of two, is told that   *)
(* it was not in it, and leaves all the same.                               *)
LeavingIsDenied == Rules.memberOfMany = "notInSet"

(* The options of mach_msg that name a port to be told by: of a message     *)
(* that was accepted over a limit, when it is taken; of a reply port's      *)
(* death; or not of a name that goes with a message.                        *)
AcceptanceIsTold == Rules.notifyOptions = "acceptance"

(* Of a dead port's messages each is destroyed with all that dies with it   *)
(* before the next is looked at.                                            *)
MessagesDieOneByOne == Rules.queueDestruction = "oneByOne"
=============================================================================
