------------------------------ MODULE IpcTransfer ------------------------------
(****************************************************************************)
(* How a right leaves an entry, and comes to one: given up, copied into a   *)
(* message or a thread's hands, and out again.                              *)
(****************************************************************************)
EXTENDS IpcDeath

(* A user reference less; a pegged count does not go down.                  *)
LessOneRef(e) == IF UserRefsPeg /\ e.userRefs = UserRefsMax THEN e ELSE [e EXCEPT !.userRefs = @ - 1]

(* The entry without its send right, of which the receive right may remain. *)
WithoutSend(e) == IF e.type = "SEND_RECEIVE" THEN [e EXCEPT !.type = "RECEIVE", !.userRefs = 0] ELSE Freed(e)

(* The entry without its receive right, of which a send right may remain.   *)
WithoutReceive(e) == IF e.type = "SEND_RECEIVE" THEN [e EXCEPT !.type = "SEND"] ELSE Freed(e)

(* The name's send right is given up: [kernel, doomed].                     *)
DropSend(k, task, name, e) ==
    LET left == EntryBecomes(k, task, name, e, WithoutSend(e))
        gone == SendRightGoes(left.kernel, e.port)
    IN [kernel |-> gone.kernel, doomed |-> gone.doomed \o left.doomed]

(* So is its send-once right.                                               *)
DropSendOnce(k, task, name, e) ==
    LET left == NameGoes(k, task, name, e)
    IN [left EXCEPT !.doomed = Live(<<[type |-> "SEND_ONCE", port |-> e.port]>>) \o @]

(* So is its receive right, and a send right beside it: [kernel, doomed,    *)
(* woke].                                                                   *)
DropReceive(k, task, name, e) ==
    LET left == NameGoes(k, task, name, e)
        sent == IF HasSend(e) THEN SendRightGoes(left.kernel, e.port) ELSE [kernel |-> left.kernel, doomed |-> <<>>]
        died == PortDies(sent.kernel, e.port)
    IN [died EXCEPT !.doomed =
            @ \o SelectSeq(sent.doomed \o left.doomed, LAMBDA r : died.kernel.ports[r.port].kind # "NONE")]

(* So is whatever the name denotes, and the name: [kernel, doomed, woke].   *)
NameDestroyed(k, task, name, e) ==
    LET freed == SetEntry(k, task, name, Freed(e))
        LettingNobodyGo(g) == [kernel |-> g.kernel, doomed |-> g.doomed, woke |-> <<>>]
    IN CASE e.type = "DEAD_NAME" -> [kernel |-> freed, doomed |-> <<>>, woke |-> <<>>]
         [] e.type = "PORT_SET"  -> SetDies(freed, e.port)
         [] HasReceive(e)        -> DropReceive(k, task, name, e)
         [] e.type = "SEND"      -> LettingNobodyGo(DropSend(k, task, name, e))
         [] OTHER                -> LettingNobodyGo(DropSendOnce(k, task, name, e))

-----------------------------------------------------------------------------
(* Which receive right may leave its space, and which be destroyed by who   *)
(* shows that word.                                                         *)
MayMoveReceive(k, p)     == ~GuardOf(k.ports[p]).immovable
MayDestroy(k, p, word) == LET guard == GuardOf(k.ports[p]) IN ~guard.guarded \/ guard.context = word
MayDestroyUnseen(k, p)   == ~GuardOf(k.ports[p]).guarded

(* Who may make and copy rights.                                            *)
MayMakeSendOnce(e) == HasReceive(e)
MayCopySend(e)     == HasSend(e)

(* Copy-in: a naked right out of an entry.  Answers [ok, kernel, right,     *)
(* doomed]; a failure changes nothing, but may notice a dead send-once      *)
(* right.                                                                   *)

LOCAL CopiedFrom(g, type, p) ==
    [ok |-> TRUE, kernel |-> g.kernel, right |-> [type |-> type, port |-> p], doomed |-> g.doomed]
LOCAL Copied(k, type, p) == CopiedFrom([kernel |-> k, doomed |-> <<>>], type, p)
LOCAL NotCopied(k)       == [ok |-> FALSE, kernel |-> k, right |-> NullRight, doomed |-> <<>>]

(* Out of a dead name: MOVE costs a reference, COPY nothing.                *)
LOCAL CopyinDead(k, task, n, e, disposition, deadOk) ==
    LET left == IF disposition = "COPY_SEND" THEN e ELSE IF e.userRefs = 1 THEN Freed(e) ELSE LessOneRef(e)
    IN IF deadOk THEN Copied(SetEntry(k, task, n, left), RightOfDisposition(disposition), DeadPort)
       ELSE NotCopied(SetEntry(k, task, n, e))

(* MOVE_SEND of a live right: the entry's own right goes with the last      *)
(* reference, otherwise one more is made.                                   *)
LOCAL CopyinMoveSend(k, task, n, e) ==
    IF e.userRefs = 1 THEN CopiedFrom(EntryBecomes(k, task, n, e, WithoutSend(e)), "SEND", e.port)
    ELSE Copied(AddSendRights(SetEntry(k, task, n, LessOneRef(e)), e.port, 1), "SEND", e.port)

(****************************************************************************)
(* A send or send-once right out of entry e, named n.  deadOk: a dead name  *)
(* yields a dead right.  swallows: so does a dead send-once right, moved.   *)
(*   Clause  ipc.copyin.1 - ipc.copyin.6                                    *)
(****************************************************************************)
CopyinRight(k, task, n, e, disposition, deadOk, swallows) ==
    CASE disposition = "MAKE_SEND" ->
            IF HasReceive(e)
            THEN Copied([k EXCEPT !.ports[e.port].sendRights = @ + 1, !.ports[e.port].makeSendCount = @ + 1],
                        "SEND", e.port)
            ELSE NotCopied(k)
      [] disposition = "MAKE_SEND_ONCE" ->
            IF MayMakeSendOnce(e) THEN Copied(AddSendOnceRights(k, e.port, 1), "SEND_ONCE", e.port) ELSE NotCopied(k)
      [] disposition \notin SendDispositions -> NotCopied(k)
      [] e.type = "DEAD_NAME" -> CopyinDead(k, task, n, Noticed(e), disposition, deadOk)
      [] IsDeadSendOnce(e) ->
            IF swallows /\ disposition = "MOVE_SEND_ONCE"
            THEN Copied(SetEntry(k, task, n, Freed(e)), "SEND_ONCE", DeadPort)
            ELSE CopyinDead(k, task, n, AsDeadName(e), disposition, deadOk)
      [] disposition = "COPY_SEND" ->
            IF MayCopySend(e) THEN Copied(AddSendRights(k, e.port, 1), "SEND", e.port) ELSE NotCopied(k)
      [] disposition = "MOVE_SEND" ->
            IF HasSend(e) THEN CopyinMoveSend(k, task, n, e) ELSE NotCopied(k)
      [] OTHER ->
            IF e.type = "SEND_ONCE" THEN CopiedFrom(NameGoes(k, task, n, e), "SEND_ONCE", e.port)
            ELSE NotCopied(k)

(* Could a reply right be copied in from e?  Changes nothing.               *)
CanCopyinReply(e, disposition) ==
    CASE disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"} -> HasReceive(e)
      [] e.type = "DEAD_NAME" \/ IsDeadSendOnce(e) -> TRUE
      [] disposition = "MOVE_SEND_ONCE" -> e.type = "SEND_ONCE"
      [] OTHER -> HasSend(e)

(****************************************************************************)
(* Two rights out of one entry, as destination and reply.  Answers          *)
(* [ok, kernel, first, second, doomed].                                     *)
(*   Clause  ipc.copyin.7                                                   *)
(****************************************************************************)
LOCAL TwoCopied(k, one, two, doomed) ==
    [ok |-> TRUE, kernel |-> k, first |-> one, second |-> two, doomed |-> doomed]
LOCAL NotTwoCopied(k) == [ok |-> FALSE, kernel |-> k, first |-> NullRight, second |-> NullRight, doomed |-> <<>>]

LOCAL CopyinInSequence(k, task, n, e, first, second) ==
    LET one == CopyinRight(k, task, n, e, first, FALSE, FALSE)
        two == CopyinRight(one.kernel, task, n, EntryNamed(one.kernel, task, n), second, FALSE, FALSE)
    IN IF one.ok THEN TwoCopied(two.kernel, one.right, two.right, one.doomed \o two.doomed)
       ELSE NotTwoCopied(one.kernel)

LOCAL CopyinTwoMoves(k, task, n, e) ==
    LET right == [type |-> "SEND", port |-> e.port]
        left  == EntryBecomes(k, task, n, e, WithoutSend(e))
    IN IF IsUnnoticed(e) THEN NotTwoCopied(SetEntry(k, task, n, Noticed(e)))
       ELSE IF ~HasSend(e) \/ e.userRefs < 2 THEN NotTwoCopied(k)
       ELSE IF e.userRefs = 2
       THEN TwoCopied(AddSendRights(left.kernel, e.port, 1), right, right, left.doomed)
       ELSE TwoCopied(AddSendRights(SetEntry(k, task, n,
                IF UserRefsPeg /\ e.userRefs = UserRefsMax THEN e ELSE [e EXCEPT !.userRefs = @ - 2]),
                e.port, 2), right, right, <<>>)

LOCAL CopyinAndDuplicate(k, task, n, e, disposition) ==
    LET one == CopyinRight(k, task, n, e, disposition, FALSE, FALSE)
    IN IF one.ok THEN TwoCopied(AddSendRights(one.kernel, one.right.port, 1), one.right, one.right, one.doomed)
       ELSE NotTwoCopied(one.kernel)

CopyinTwoRights(k, task, n, e, first, second) ==
    LET both == {first, second}
    IN CASE "MOVE_SEND_ONCE" \in both -> NotTwoCopied(k)
         [] "MAKE_SEND" \in both \/ "MAKE_SEND_ONCE" \in both ->
                CopyinInSequence(k, task, n, e, first, second)
         [] both = {"MOVE_SEND"} -> CopyinTwoMoves(k, task, n, e)
         [] OTHER -> CopyinAndDuplicate(k, task, n, e, IF "MOVE_SEND" \in both THEN "MOVE_SEND" ELSE "COPY_SEND")

-----------------------------------------------------------------------------
(* Copy-out by message: a naked right into a space.  Answers                *)
(* [ok, kernel, name]; not ok: no room for a name, as in a dead space there *)
(* never is, and the right is untouched.                                    *)

LOCAL NewEntry(k, task, s, type, p, refs) ==
    [k EXCEPT !.spaces[task][s] =
        [FreeEntry(NextGeneration(@)) EXCEPT !.type = type, !.port = p, !.userRefs = refs]]

(* One more reference to a send right; at the ceiling silently none.        *)
MoreOneRef(e) ==
    IF e.userRefs >= (IF UserRefsPeg THEN UserRefsMax ELSE UserRefsMax - 1) THEN e
    ELSE [e EXCEPT !.userRefs = @ + 1]

LOCAL CopyoutNew(k, task, right) ==
    LET s == FreeSlot(k.spaces[task])
        n == IF right.type = "RECEIVE"
             THEN ReceiveRightArrives(NewEntry(k, task, s, "RECEIVE", right.port, 0), task, s, right.port)
             ELSE NewEntry(k, task, s, right.type, right.port, 1)
    IN IF s = 0 THEN [ok |-> FALSE, kernel |-> k, name |-> MACH_PORT_NULL]
       ELSE [ok |-> TRUE, kernel |-> n, name |-> NameOf(s, n.spaces[task][s])]

(****************************************************************************)
(*   Clause  ipc.copyout.1 - ipc.copyout.6                                  *)
(****************************************************************************)
CopyoutRight(k, task, right) ==
    CASE right.port = NullPort -> [ok |-> TRUE, kernel |-> k, name |-> MACH_PORT_NULL]
      [] right.port \in {DeadPort, DiedPort} -> [ok |-> TRUE, kernel |-> k, name |-> MACH_PORT_DEAD]
      [] IsDead(k, task) -> [ok |-> FALSE, kernel |-> k, name |-> MACH_PORT_NULL]
      [] right.type = "SEND_ONCE" -> CopyoutNew(k, task, right)
      [] OTHER ->
            LET s == SlotForPort(k.spaces[task], right.port) IN
            IF s = 0 THEN CopyoutNew(k, task, right)
            ELSE LET e == k.spaces[task][s] IN
                 [ok |-> TRUE, name |-> NameOf(s, e),
                  kernel |-> IF right.type = "RECEIVE" THEN ReceiveRightArrives(k, task, s, right.port)
                      ELSE IF e.type = "RECEIVE"
                      THEN [k EXCEPT !.spaces[task][s] = [e EXCEPT !.type = "SEND_RECEIVE", !.userRefs = 1]]
                      ELSE AddSendRights([k EXCEPT !.spaces[task][s] = MoreOneRef(e)], right.port, -1)]
=============================================================================
