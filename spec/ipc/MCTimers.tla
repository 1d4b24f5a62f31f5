------------------------------- MODULE MCTimers -------------------------------
(****************************************************************************)
(* World: one task makes a timer, arms it for now, soon and later, cancels  *)
(* it, destroys it, and receives what it sends, at once or after a wait.    *)
(* Its time comes whenever it may; a message of the task's own fills the    *)
(* queue.                                                                   *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

Next ==
    \/ \E thread \in {"A1"} : MkTimerCreate(thread)
    \/ \E thread \in {"A1"}, name \in {0, 1, 2}, time \in {0, 1, 2} : MkTimerArm(thread, name, time)
    \/ \E thread \in {"A1"}, name \in {0, 1, 2} : MkTimerCancel(thread, name)
    \/ \E thread \in {"A1"}, name \in {0, 1, 2} : MkTimerDestroy(thread, name)
    \/ \E thread \in {"A1"}, name \in {1, 2} : MkTimerExpire(thread, name)
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, pset \in {2}, entry \in {"TRAP"} :
          MachPortInsertMember(thread, task, name, pset, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {0}, sendSize \in {48},
          timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1", "A2"}, receiveName \in {1, 2}, receiveSize \in {48, 48 + TrailerSize}, large \in {TRUE},
          trailerSize \in {TrailerSize} :
          \E timeout \in IF thread = "A1" THEN {"POLL"} ELSE {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
RightsCounted   == RightsAreCounted(kernel)
MessagesCounted == MessagesAreCounted(kernel)
WaitersListed   == WaitersAreListed(kernel)
NobodyStranded  == NoReceiverIsStranded(kernel)
OneMessage      == OneMessageInFlight(kernel)

TimerOf(k) == {p \in PortIds : IsTimer(k.ports[p])}

(* A message of a timer's, once sent, leaves its queue by being received, or *)
(* with its port.                                                           *)
MessagesStay ==
    [][\A p \in TimerOf(kernel) :
          InFlight(kernel, p) /\ IsTimer(kernel'.ports[p]) /\ kernel'.ports[p].seqno = kernel.ports[p].seqno
          => InFlight(kernel', p)]_<<kernel, outcome>>

(* Who cancels is told of the deadline, which is no more, and changes       *)
(* nothing else.                                                            *)
CancelEndsIt ==
    [][outcome'.clause = "ipc.timer_cancel.2" =>
          \E p \in TimerOf(kernel) :
              /\ outcome'.out.time = kernel.ports[p].timer
              /\ kernel' = [kernel EXCEPT !.ports[p].timer = 0]]_<<kernel, outcome>>

(* It is once that a timer fires.                                           *)
FiringDisarms ==
    [][\A p \in TimerOf(kernel) :
          ~InFlight(kernel, p) /\ IsTimer(kernel'.ports[p]) /\ InFlight(kernel', p) => kernel'.ports[p].timer = 0]_<<kernel, outcome>>

(* The last who arms a timer says when it fires.                            *)
LastArmCounts ==
    [][\A name \in {1, 2}, time \in {1, 2} :
          MkTimerArm("A1", name, time) /\ outcome'.clause = "ipc.timer_arm.2"
          => kernel'.ports[kernel.spaces["A"][name].port].timer = time]_<<kernel, outcome>>

(* Faults.  In place of InFlight: the message is there always.              *)
SendsAnother(k, p) == FALSE

(* In place of RightOfTimer: nobody counts it.                              *)
LeavesItUncounted(k, p) == k

(* In place of Fired: it fires again.                                       *)
FiresAgain(k, p) == k

(* In place of Disarmed: the deadline stays; or a message that waits to be  *)
(* received is withdrawn.                                                   *)
StaysArmed(k, p) == k

LOCAL Real == INSTANCE IpcTimers
WithdrawsTheMessage(k, p) ==
    LET own  == {i \in 1..Len(k.ports[p].queue) : IsTimers(k.ports[p].queue[i])}
        left == SelectSeq(k.ports[p].queue, LAMBDA m : ~IsTimers(m))
    IN [Real!Disarmed(k, p) EXCEPT !.ports[p].queue = left,
            !.ports[p].messageCount = @ - Cardinality(own), !.ports[p].sendRights = @ - Cardinality(own)]

(* In place of Armed: who came first is told.                               *)
FirstArmCounts(k, p, time) == IF k.ports[p].timer > 0 THEN k ELSE Real!Armed(k, p, time)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTimers_xnu                                  1912      48110     12      6.0
\*   MCTimers_SendsAnother_xnu                violates OneMessage
\*   MCTimers_LeavesItUncounted_xnu           violates RightsCounted
\*   MCTimers_FiresAgain_xnu                  violates FiringDisarms
\*   MCTimers_StaysArmed_xnu                  violates CancelEndsIt
\*   MCTimers_WithdrawsTheMessage_xnu         violates MessagesStay
\*   MCTimers_FirstArmCounts_xnu              violates LastArmCounts
=============================================================================
