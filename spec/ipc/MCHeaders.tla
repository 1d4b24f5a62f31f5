------------------------------- MODULE MCHeaders -------------------------------
(****************************************************************************)
(* World: every header that one task can write, against every kind of name  *)
(* that it can have.  Sends and receives do not wait.                       *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

CONSTANTS TrailerSize, Vouchers

AnyName == Names \cup {MACH_PORT_NULL, MACH_PORT_DEAD}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in AnyName, remoteDisposition \in SendDispositions,
          local \in AnyName, localDisposition \in SendDispositions \cup {"NONE"},
          voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"NONE", "22", "MAKE_SEND"},
          local \in {1}, localDisposition \in {"MOVE_RECEIVE", "MAKE_SEND_ONCE"}, voucher \in {0},
          voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in AnyName, voucherDisposition \in Vouchers,
          id \in {1}, sendSize \in {20, 24, 26}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in AnyName, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)

RefusalsTakeNothing == [][RefusedSendsTakeNothing(kernel, kernel', outcome'.clause)]_<<kernel, outcome>>

(* A fault, in place of CopyinTwoRights: where one name cannot be           *)
(* destination and reply, its send right has gone.                          *)
LOCAL Real == INSTANCE IpcTransfer
TakesTheFirst(k, task, n, e, first, second) ==
    LET both == Real!CopyinTwoRights(k, task, n, e, first, second)
    IN IF both.ok \/ ~HasSend(e) THEN both ELSE [both EXCEPT !.kernel = DropSend(k, task, n, e).kernel]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCHeaders_xnu                                587     288295     13      6.4
\*   MCHeaders_classic                            314     147286     13      5.7
\*   MCHeaders_TakesTheFirst_xnu              violates RefusalsTakeNothing
\*   MCHeaders_TakesTheFirst_xnu_others           678     333802     13     11.5
\*   MCHeaders_xnu_full                          2140    1051075     16     17.6
\*   MCHeaders_classic_full                      1211     566967     14     11.7
=============================================================================
