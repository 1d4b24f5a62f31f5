---------------------------- MODULE ExceptionRules -----------------------------
(****************************************************************************)
(* The named rules in which the dialects differ about exceptions, tasks and *)
(* threads, in the manner of Rules: the model tests a rule and never a      *)
(* dialect, and what a value means is said here and nowhere else.           *)
(****************************************************************************)
EXTENDS ExceptionTypes

CONSTANT ExceptionRules    \* XnuExceptions or ClassicExceptions, by substitution in a cfg

XnuExceptions == [
    exceptionPorts  |-> "masked",
    identityTokens  |-> "unknown",
    hostSwapCodes   |-> "refused",
    abortedWait     |-> "interrupted",
    replyOfTheDead  |-> "refused",
    nobodyHandles   |-> "terminates",
    goneObject      |-> "null",
    endedObject     |-> "seen",
    abortOfSelf     |-> "succeeds",
    stateOfSelf     |-> "told",
    specialPorts    |-> "many",
    deadSelf        |-> "deadName",
    fullReplyPort   |-> "waitedFor",
    waitOfTheHeld   |-> "ends"]

ClassicExceptions == [
    exceptionPorts  |-> "single",
    identityTokens  |-> "unknown",
    hostSwapCodes   |-> "accepted",
    abortedWait     |-> "handled",
    replyOfTheDead  |-> "accepted",
    nobodyHandles   |-> "terminates",
    goneObject      |-> "deadName",
    endedObject     |-> "null",
    abortOfSelf     |-> "refused",
    stateOfSelf     |-> "refused",
    specialPorts    |-> "few",
    deadSelf        |-> "null",
    fullReplyPort   |-> "passed",
    waitOfTheHeld   |-> "lasts"]

(* XNU of later years: two behaviours more, without rights to what faulted. *)
LaterXnuExceptions == [XnuExceptions EXCEPT !.identityTokens = "known"]

(* What XNU does where nobody handles a fault: the instruction is executed  *)
(* again.                                                                   *)
RefaultingXnuExceptions == [XnuExceptions EXCEPT !.nobodyHandles = "refaults"]

(* Slots by type of exception, at three levels; otherwise one port a thread *)
(* and a task, special port 3, and no host level.                           *)
PortsAreMasked == ExceptionRules.exceptionPorts = "masked"

KnownBehaviors ==
    {EXCEPTION_DEFAULT, EXCEPTION_STATE, EXCEPTION_STATE_IDENTITY}
    \cup IF ExceptionRules.identityTokens = "known"
         THEN {EXCEPTION_IDENTITY_PROTECTED, EXCEPTION_STATE_IDENTITY_PROTECTED} ELSE {}

(* host_swap_exception_ports knows no behaviour with wide codes.            *)
HostSwapRefusesCodes == ExceptionRules.hostSwapCodes = "refused"

(* The result of a wait for a reply that was aborted: the next level is     *)
(* asked; otherwise the reply port died, and that counts as handled.        *)
AbortedWaitResult ==
    IF ExceptionRules.abortedWait = "interrupted" THEN "MACH_RCV_INTERRUPTED" ELSE "MACH_RCV_PORT_DIED"

(* The reply port of a thread that was terminated in its wait dies at once; *)
(* otherwise it takes the reply that nobody waits for.                      *)
ReplyPortDiesWithWait == ExceptionRules.replyOfTheDead = "refused"

(* The task ends whose thread's fault nobody handled; otherwise the thread  *)
(* goes back to the instruction that faulted.                               *)
UnhandledTerminates == ExceptionRules.nobodyHandles = "terminates"

(* A task or thread that is gone: no object to the call, or no destination  *)
(* for its message.                                                         *)
GoneCode == IF ExceptionRules.goneObject = "null" THEN "KERN_INVALID_ARGUMENT" ELSE "MACH_SEND_INVALID_DEST"

(* One that was told to end and is not gone: a call sees that, and has a    *)
(* code of its own for it; or the port stands for nothing any more.         *)
EndedIsSeen     == ExceptionRules.endedObject = "seen"
EndedCode(code) == IF EndedIsSeen THEN code ELSE "KERN_INVALID_ARGUMENT"

SelfIsAborted == ExceptionRules.abortOfSelf = "succeeds"

(* The registers of who asks are told, and may be set.                      *)
SelfStateIsTold == ExceptionRules.stateOfSelf = "told"

(* A task has a port for its host, for its name, and two that are set once, *)
(* beside its own and that of its bootstrap; three are registered, and      *)
(* whether a task lives is looked at before which port is asked for.        *)
ManySpecialPorts == ExceptionRules.specialPorts = "many"
RegisteredMax    == IF ManySpecialPorts THEN 3 ELSE 4

(* What a task or thread calls itself whose own port was set to one that    *)
(* died since, or to a dead name.                                           *)
DeadSelfIsNull == ExceptionRules.deadSelf = "null"

(* The reply of a request to the kernel goes over the limit of a full queue *)
(* by a send right; otherwise it waits as its caller would, and is given up *)
(* where the caller's time is over.                                         *)
FullReplyPortIsPassed == ExceptionRules.fullReplyPort = "passed"

(* A reply by a right whose port has died since it came is sent, and        *)
(* nobody's; otherwise it has no destination.  This is IPC's rule           *)
(* deadSendOnce.                                                            *)
DeadReplyIsSwallowed == PortsAreMasked

(* A thread that is held where it waits for room or a message stays there   *)
(* when that comes; otherwise it goes on to the border to its instructions. *)
WaitOfTheHeldLasts == ExceptionRules.waitOfTheHeld = "lasts"

-----------------------------------------------------------------------------
(* The levels, in the order in which they are asked.                        *)
(*   Clauses  exceptions.triage.1                                           *)
Levels == IF PortsAreMasked THEN <<"thread", "task", "host">> ELSE <<"thread", "task">>
=============================================================================
