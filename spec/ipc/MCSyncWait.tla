------------------------------ MODULE MCSyncWait ------------------------------
(****************************************************************************)
(* World: threads say that they wait for an answer, at their own special    *)
(* reply ports and each other's, at another port, and at what is none, with *)
(* and without a name of who is waited for; and the answer is there or not. *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

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
          timeout \in {"FOREVER"}, notifyPort \in {1} :
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

(* A fault, in place of RefusesSyncWait: it may be any port.                *)
AnyPortIsWaitedAt(k, t, e, receive) == ~IsValidName(receive.notifyPort)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSyncWait_xnu                                    207      3553      9      1.0
\*   MCSyncWait_AnyPortIsWaitedAt_xnu         violates WaitsAtItsOwn
=============================================================================
