------------------------------ MODULE MCWitnesses ------------------------------
(****************************************************************************)
(* That the interesting things happen: each invariant says that one does    *)
(* not, and must be violated.                                               *)
(****************************************************************************)
EXTENDS MCGuarantees

LOCAL Somewhere(at) == \E t \in Threads : kernel.threads[t].at = at

NoRightCrossesTasks == \A s \in SlotIds : ~HasSend(kernel.spaces["B"][s])
NoReceiveRightMoves == \A s \in SlotIds : ~HasReceive(kernel.spaces["B"][s])
NoSenderWaits       == ~Somewhere("AwaitSlot")

NoSenderIsLetGo ==
    \A i \in 1..Len(outcome.woke) : kernel.threads[outcome.woke[i].thread].at \notin {"Post", "Admit"}

NoReceiverIsHandedAMessage ==
    \A i \in 1..Len(outcome.woke) : kernel.threads[outcome.woke[i].thread].at # "CopyoutHeader"

NoMessageDiesWithItsPort ==
    \A t \in Threads : kernel.threads[t].at = "ReleaseRight" => ~(outcome.clause = "ipc.destroy.6")

NoSendOnceNotificationArrives ==
    \A p \in PortIds : \A i \in 1..Len(kernel.ports[p].queue) : kernel.ports[p].queue[i].id # MACH_NOTIFY_SEND_ONCE

NoSenderOutlivesItsPort ==
    \A t \in Threads : kernel.threads[t].at \in {"Post", "Admit"} => kernel.threads[t].message.destination.port # DeadPort

NoReceiverOutlivesItsRight == outcome.ret # ReceiverWakeupCode
NoReplyArrivesDead ==
    \A p \in PortIds : \A i \in 1..Len(kernel.ports[p].queue) : kernel.ports[p].queue[i].reply.port # DeadPort
=============================================================================
