------------------------------- MODULE MCOptions -------------------------------
(****************************************************************************)
(* World: a task names a port of its own to be told by, in mach_msg: when   *)
(* it sends by a name that goes with the message, it is not told of that;   *)
(* when it is given a name for a reply port, it is told of its death.       *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {3}, id \in {"DEAD_NAME"}, sync \in {0},
          notifyPort \in {1, 2}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {1, 2},
          localDisposition \in {"MAKE_SEND_ONCE", "COPY_SEND"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {3}, remoteDisposition \in {"MOVE_SEND_ONCE"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {2}, sendSize \in {24}, timeout \in {"POLL"}, notifyPort \in {0, 1, 3} :
          MachMsgSendCancel(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {52}, large \in {FALSE}, trailerSize \in {0},
          timeout \in {"POLL"}, notifyPort \in {0, 1} :
          MachMsgReceiveNotify(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"RPC"} :
          MachPortModRefs(thread, task, name, right, delta, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)

(* Who names the port by which he would be told, and sends by the name that *)
(* he asked about, is not told that it has gone with the message.           *)
LOCAL Cancels == MachMsgSendCancel("A1", 3, "MOVE_SEND_ONCE", 0, "NONE", 2, 24, "POLL", 1)
LOCAL WordsOfNames(port) == Len(SelectSeq(port.queue, LAMBDA m : m.id = MACH_NOTIFY_PORT_DELETED))
CancelledWordsAreNotSent ==
    [][LET told == kernel.spaces["A"][3].request.right.port IN
        told > 0 /\ told = kernel.spaces["A"][1].port /\ outcome'.ret = "MACH_MSG_SUCCESS" /\ Cancels
        => WordsOfNames(kernel'.ports[told]) = WordsOfNames(kernel.ports[told])]_<<kernel, outcome>>

(* Whoever is given a name for a reply port, and names a port, has asked by *)
(* that to be told of its death.                                            *)
LOCAL Asks == MachMsgReceiveNotify("A1", 1, 52, FALSE, 0, "POLL", 1)
NewNamesAreWatched ==
    [][kernel.spaces["A"][3].type = "NONE" /\ kernel'.spaces["A"][3].type # "NONE" /\ Asks
        => /\ kernel'.spaces["A"][3].request.kind = "DEAD_NAME"
           /\ kernel'.spaces["A"][3].request.right.port = kernel.spaces["A"][1].port]_<<kernel, outcome>>

RefusalsTakeNothing == [][RefusedSendsTakeNothing(kernel, kernel', outcome'.clause)]_<<kernel, outcome>>

(* Faults, in place of Cancelled and of ReplyRequested.                     *)
CancelsNothing(k, task, h, c)                  == c
WatchesNothing(k, task, receive, reply, r)     == r.kernel

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCOptions_classic                             3739      36512     16      5.9
\*   MCOptions_CancelsNothing_classic         violates CancelledWordsAreNotSent
\*   MCOptions_WatchesNothing_classic         violates NewNamesAreWatched
=============================================================================
