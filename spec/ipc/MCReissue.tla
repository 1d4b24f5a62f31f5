------------------------------- MODULE MCReissue -------------------------------
(****************************************************************************)
(* World of claims: names are freed and given again, by calls and with the  *)
(* reply rights of messages, and it is remembered which of its names each   *)
(* slot gave last.  Nobody chooses a name.                                  *)
(*                                                                          *)
(* The planted fault below is put in place of a definition by its cfgs; the *)
(* one that ends in `_others` shows that all other claims let it pass.      *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

CONSTANT TrailerSize

VARIABLE given

GivenView == <<kernel, given>>

LOCAL Calls ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "DEAD_NAME"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E name \in Names :
          \E thread \in {"A1"}, remote \in {name}, remoteDisposition \in {"MAKE_SEND"}, local \in {name},
             localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1},
             sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in Names, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Next == Calls /\ given' = WithGiven(given, kernel.spaces["A"], kernel'.spaces["A"])

Spec == Init /\ given = NothingGiven /\ [][Next]_<<kernel, outcome, given>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
NamesInTurn   == NamesAreGivenInTurn(given)

(* In place of NextGeneration: a slot gives two of its names by turns.      *)
GivesTwoByTurns(e) == IF e.generation = 0 THEN 1 ELSE 0

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCReissue_xnu                                655      12180     22      3.0
\*   MCReissue_GivesTwoByTurns_xnu            violates NamesInTurn
\*   MCReissue_GivesTwoByTurns_xnu_others         413       7683     18      3.1
=============================================================================
