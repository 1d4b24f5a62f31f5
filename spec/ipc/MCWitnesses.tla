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
    \A p \in PortIds : \A i \in 1..Len(kernel.ports[p].queue) : kernel.ports[p].queue[i].reply.port # DiedPort

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCWitnesses_NoRightCrossesTasks_xnu      violates NoRightCrossesTasks
\*   MCWitnesses_NoReceiveRightMoves_xnu      violates NoReceiveRightMoves
\*   MCWitnesses_NoSenderWaits_xnu            violates NoSenderWaits
\*   MCWitnesses_NoSenderIsLetGo_xnu          violates NoSenderIsLetGo
\*   MCWitnesses_NoReceiverIsHandedAMessage_xnu violates NoReceiverIsHandedAMessage
\*   MCWitnesses_NoMessageDiesWithItsPort_xnu violates NoMessageDiesWithItsPort
\*   MCWitnesses_NoSendOnceNotificationArrives_xnu violates NoSendOnceNotificationArrives
\*   MCWitnesses_NoSenderOutlivesItsPort_xnu  violates NoSenderOutlivesItsPort
\*   MCWitnesses_NoReceiverOutlivesItsRight_xnu violates NoReceiverOutlivesItsRight
\*   MCWitnesses_NoReplyArrivesDead_xnu       violates NoReplyArrivesDead
\*   MCWitnesses_NoSenderIsLetGo_classic      violates NoSenderIsLetGo
\*   MCWitnesses_NoReceiverOutlivesItsRight_classic violates NoReceiverOutlivesItsRight
=============================================================================
