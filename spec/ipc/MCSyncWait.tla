------------------------------ MODULE MCSyncWait ------------------------------
(****************************************************************************)
(* World: threads say that they wait for an answer, at their own special    *)
(* reply ports and each other's, at another port, and at what is none, with *)
(* and without a name of who is waited for; and the answer is there or not. *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

(* For whom who waits long says to wait; in claims also for nobody.         *)
Named      == {1}
NamedOrNot == {0, 1, MACH_PORT_DEAD}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET", "DEAD_NAME"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1", "A2"} : ThreadGetSpecialReplyPort(thread)
    \/ \E thread \in {"A2"}, remote \in {1, 2}, remoteDisposition \in {"MAKE_SEND_ONCE"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24},
          timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {0, 1, 2}, receiveSize \in {52}, large \in {FALSE}, trailerSize \in {TrailerSize},
          timeout \in {"POLL"}, notifyPort \in {0, 1, 2, MACH_PORT_DEAD} :
          MachMsgReceiveSyncWait(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort)
    \/ \E thread \in {"A2"}, receiveName \in {1, 2}, receiveSize \in {52}, large \in {FALSE}, trailerSize \in {TrailerSize},
          timeout \in {"FOREVER"}, notifyPort \in Named :
          MachMsgReceiveSyncWait(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort)
    \/ \E thread \in {"A2"} : ThreadAbort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
WaitersListed == WaitersAreListed(kernel)

(* Who waits so waits at its own special reply port.                        *)
WaitsAtItsOwn ==
    \A t \in Threads :
        LET c == kernel.threads[t]
        IN c.at = "AwaitMessage" => SpecialReplyOf(kernel.ports[c.object]) = t

(* And has said by a name for whom.                                         *)
NamesWhoIsWaitedFor ==
    \A t \in Threads :
        LET c == kernel.threads[t] IN c.at = "AwaitMessage" => c.receive.notifyPort \in 1..Slots

(* Faults, in place of RefusesSyncWait: it may be any port, one that is     *)
(* nobody's, or another's; nobody needs to be named.                        *)
AnyPortIsWaitedAt(k, t, e, receive)   == ~IsValidName(receive.notifyPort)
OrdinaryPortsWillDo(k, t, e, receive) ==
    SpecialReplyOf(k.ports[e.port]) \in Threads \ {t} \/ ~IsValidName(receive.notifyPort)
AnothersPortWillDo(k, t, e, receive)  ==
    SpecialReplyOf(k.ports[e.port]) \notin Threads \/ ~IsValidName(receive.notifyPort)
NobodyIsNamed(k, t, e, receive)       == SpecialReplyOf(k.ports[e.port]) # t

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSyncWait_xnu                                    207      3553      9      1.0
\*   MCSyncWait_Named_xnu                              207      4213      9      1.0
\*   MCSyncWait_AnyPortIsWaitedAt_xnu         violates WaitsAtItsOwn
\*   MCSyncWait_OrdinaryPortsWillDo_xnu       violates WaitsAtItsOwn
\*   MCSyncWait_AnothersPortWillDo_xnu        violates WaitsAtItsOwn
\*   MCSyncWait_NobodyIsNamed_xnu             violates NamesWhoIsWaitedFor
=============================================================================
