------------------------------- MODULE IpcRights -------------------------------
(****************************************************************************)
(* The port calls.  Each is its own first critical section: it answers, or  *)
(* leaves its thread t at InsertRight or ReleaseRight (see IpcRelease).     *)
(* Every operator is total: bad arguments have a code and a clause.         *)
(****************************************************************************)
EXTENDS IpcTransfer

LOCAL Ok(k, clause)   == Answer(k, "KERN_SUCCESS", clause, NoOut)
LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

(* A death that is the last thing a call does, but for releases.            *)
LOCAL OkAfter(d, t, clause) ==
    IF d.doomed = <<>>
    THEN [kernel |-> d.kernel, ret |-> "KERN_SUCCESS", clause |-> clause, out |-> NoOut, woke |-> d.woke]
    ELSE EndsReleasing(d.kernel, t, d.doomed, "KERN_SUCCESS", clause, NoOut, d.woke)

(* The same of something that lets nobody go: g is [kernel, doomed].        *)
LOCAL OkReleasing(g, t, clause) == OkAfter([kernel |-> g.kernel, doomed |-> g.doomed, woke |-> <<>>], t, clause)
-----------------------------------------------------------------------------
(****************************************************************************)
(* A new name for a receive right, a port set or a dead name.               *)
(*   Clause  ipc.allocate.1 - ipc.allocate.5                                *)
(****************************************************************************)
MachPortAllocateStep(k, t, task, right) ==
    IF right \notin {"RECEIVE", "PORT_SET", "DEAD_NAME"} THEN No(k, "KERN_INVALID_VALUE", "ipc.allocate.1")
    ELSE LET space == k.spaces[task]
             s     == FreeSlot(space)
    IN IF s = 0 THEN No(k, "KERN_NO_SPACE", "ipc.allocate.2")
       ELSE LET p == IF right = "DEAD_NAME" THEN 0 ELSE LowestOf(FreePorts(k))
                e == [FreeEntry(NextGeneration(space[s])) EXCEPT
                         !.type = right, !.port = p, !.userRefs = IF right = "DEAD_NAME" THEN 1 ELSE 0]
                named == [k EXCEPT !.spaces[task][s] = e]
                out   == [name |-> NameOf(s, e)]
       IN CASE right = "RECEIVE" ->
                 Answer([named EXCEPT !.ports[p] = FreshPort(task)], "KERN_SUCCESS", "ipc.allocate.3", out)
            [] right = "PORT_SET" ->
                 Answer([named EXCEPT !.ports[p] = FreshPortSet], "KERN_SUCCESS", "ipc.allocate.4", out)
            [] OTHER -> Answer(named, "KERN_SUCCESS", "ipc.allocate.5", out)

(****************************************************************************)
(* One user reference less, whatever the name denotes; the last one frees   *)
(* the name or the send right in it.                                        *)
(*   Clause  ipc.deallocate.1 - ipc.deallocate.9                            *)
(****************************************************************************)
MachPortDeallocateStep(k, t, task, name) ==
    IF ~IsValidName(name)
    THEN IF InvalidNameIsFreed THEN Ok(k, "ipc.deallocate.1") ELSE No(k, "KERN_INVALID_NAME", "ipc.deallocate.2")
    ELSE LET e == EntryNamed(k, task, name) IN
    CASE e.type = "NONE" -> No(k, "KERN_INVALID_NAME", "ipc.deallocate.3")
      [] e.type = "DEAD_NAME" ->
            Ok(SetEntry(k, task, name, IF e.userRefs = 1 THEN Freed(e) ELSE LessOneRef(Noticed(e))), "ipc.deallocate.4")
      [] e.type = "SEND_ONCE" ->
            OkReleasing(DropSendOnce(k, task, name, e), t,
                        IF IsDeadSendOnce(e) THEN "ipc.deallocate.4" ELSE "ipc.deallocate.5")
      [] HasSend(e) ->
            IF e.userRefs > 1 THEN Ok(SetEntry(k, task, name, LessOneRef(e)), "ipc.deallocate.6")
            ELSE OkReleasing(DropSend(k, task, name, e), t, "ipc.deallocate.7")
      [] e.type = "PORT_SET" ->
            IF DeallocateDestroysSets
            THEN OkAfter(SetDies(SetEntry(k, task, name, Freed(e)), e.port), t, "ipc.deallocate.8")
            ELSE No(k, "KERN_INVALID_RIGHT", "ipc.deallocate.9")
      [] OTHER -> No(k, "KERN_INVALID_RIGHT", "ipc.deallocate.9")

(****************************************************************************)
(* The name and all rights in it go.                                        *)
(*   Clause  ipc.destroy.1 - ipc.destroy.9                                  *)
(****************************************************************************)
MachPortDestroyStep(k, t, task, name) ==
    IF ~IsValidName(name)
    THEN IF InvalidNameIsFreed THEN Ok(k, "ipc.destroy.1") ELSE No(k, "KERN_INVALID_NAME", "ipc.destroy.2")
    ELSE LET e    == EntryNamed(k, task, name)
             gone == NameDestroyed(k, task, name, e)
    IN CASE e.type = "NONE"      -> No(k, "KERN_INVALID_NAME", "ipc.destroy.3")
         [] e.type = "DEAD_NAME" -> OkAfter(gone, t, "ipc.destroy.4")
         [] e.type = "PORT_SET"  -> OkAfter(gone, t, "ipc.destroy.5")
         [] HasReceive(e) /\ ~MayDestroy(k, e.port, 0) -> No(k, "KERN_INVALID_RIGHT", "ipc.destroy.9")
         [] HasReceive(e)        -> OkAfter(gone, t, "ipc.destroy.6")
         [] e.type = "SEND"      -> OkAfter(gone, t, "ipc.destroy.7")
         [] OTHER                -> OkAfter(gone, t, "ipc.destroy.8")

-----------------------------------------------------------------------------
(* mod_refs of a counted right: user references after delta, or what is     *)
(* wrong with it.  `most` is the highest count the right may have.          *)
Counted(refs, delta, most) ==
    IF UserRefsPeg
    THEN CASE delta > UserRefsMax \/ delta < -UserRefsMax -> -1
           [] refs = UserRefsMax -> IF delta = -UserRefsMax THEN 0 ELSE refs
           [] refs + delta < 0   -> -1
           [] OTHER -> IF refs + delta > UserRefsMax THEN UserRefsMax ELSE refs + delta
    ELSE CASE delta < -refs        -> -1
           [] delta > most - refs -> -2
           [] OTHER -> refs + delta

LOCAL ModSendRefs(k, t, task, name, e, delta) ==
    LET refs == Counted(e.userRefs, delta, UserRefsMax - 1) IN
    CASE refs = -1 -> No(k, "KERN_INVALID_VALUE", "ipc.mod_refs.14")
      [] refs = -2 -> No(k, "KERN_UREFS_OVERFLOW", "ipc.mod_refs.15")
      [] refs = 0  -> OkReleasing(DropSend(k, task, name, e), t, "ipc.mod_refs.17")
      [] OTHER     -> Ok(SetEntry(k, task, name, [e EXCEPT !.userRefs = refs]), "ipc.mod_refs.16")

LOCAL ModDeadRefs(k, task, name, e, delta) ==
    LET refs == Counted(e.userRefs, delta, UserRefsMax) IN
    CASE refs = -1 -> No(SetEntry(k, task, name, e), "KERN_INVALID_VALUE", "ipc.mod_refs.14")
      [] refs = -2 -> No(SetEntry(k, task, name, e), "KERN_UREFS_OVERFLOW", "ipc.mod_refs.15")
      [] refs = 0  -> Ok(SetEntry(k, task, name, Freed(e)), "ipc.mod_refs.18")
      [] OTHER     -> Ok(SetEntry(k, task, name, [e EXCEPT !.userRefs = refs]), "ipc.mod_refs.16")

(* A right that is held or not, and goes with delta -1; `gone` is its end.  *)
LOCAL ModHeldRight(k, holds, delta, gone) ==
    CASE ~holds                -> No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.6")
      [] delta = 0             -> Ok(k, "ipc.mod_refs.7")
      [] delta \notin {0, -1}  -> No(k, "KERN_INVALID_VALUE", "ipc.mod_refs.8")
      [] OTHER                 -> gone

(* A send part that loses its receive right by death becomes a dead name,   *)
(* which PortDies sees to.                                                  *)
DestroyReceive(k, t, task, name, e) ==
    IF e.type = "SEND_RECEIVE"
    THEN LET renamed == AcceptanceRenamed(RequestAbandoned(k, task, name, e), task, e.port, name, MACH_PORT_NULL)
             died    == PortDies(SetEntry(renamed, task, name, SendPartOf(k, e)), e.port)
         IN OkAfter([died EXCEPT !.kernel = WithNoticed(@, task, name)], t, "ipc.mod_refs.10")
    ELSE OkAfter(DropReceive(k, task, name, e), t, "ipc.mod_refs.11")

LOCAL ModSendOnce(k, t, task, name, e, delta) ==
    LET dead == No(SetEntry(k, task, name, AsDeadName(e)), "KERN_INVALID_RIGHT", "ipc.mod_refs.12")
    IN CASE e.type # "SEND_ONCE" -> No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.6")
         [] IsDeadSendOnce(e) /\ (DeltaAfterDeath \/ delta \in {0, -1}) -> dead
         [] OTHER -> ModHeldRight(k, TRUE, delta, OkReleasing(DropSendOnce(k, task, name, e), t, "ipc.mod_refs.13"))

(* Of a name that denotes something; a death of before is noticed.          *)
LOCAL ModRefs(k, t, task, name, right, delta) ==
    LET e == EntryNamed(k, task, name) IN
    CASE right = "PORT_SET" ->
            ModHeldRight(k, e.type = "PORT_SET", delta,
                         OkAfter(SetDies(SetEntry(k, task, name, Freed(e)), e.port), t, "ipc.mod_refs.9"))
      [] right = "RECEIVE" ->
            ModHeldRight(k, HasReceive(e), delta,
                         IF MayDestroyUnseen(k, e.port) THEN DestroyReceive(k, t, task, name, e)
                         ELSE No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.19"))
      [] right = "SEND_ONCE" -> ModSendOnce(k, t, task, name, e, delta)
      [] right = "DEAD_NAME" ->
            IF e.type = "DEAD_NAME" THEN ModDeadRefs(k, task, name, e, delta)
            ELSE IF IsDeadSendOnce(e) THEN ModDeadRefs(k, task, name, AsDeadName(e), delta)
            ELSE No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.6")
      [] OTHER ->
            IF HasSend(e) THEN ModSendRefs(k, t, task, name, e, delta)
            ELSE No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.6")

(****************************************************************************)
(* The user references of one right of a name change by delta.              *)
(*   Clause  ipc.mod_refs.1 - ipc.mod_refs.19                               *)
(****************************************************************************)
MachPortModRefsStep(k, t, task, name, right, delta) ==
    IF right \notin KnownRights /\ ~(right = "5" /\ SixRightsKnown)
    THEN No(k, "KERN_INVALID_VALUE", "ipc.mod_refs.1")
    ELSE IF ~IsValidName(name)
    THEN IF InvalidNameHasRefs /\ right \in {"SEND", "SEND_ONCE"} THEN Ok(k, "ipc.mod_refs.2")
         ELSE No(k, "KERN_INVALID_NAME", "ipc.mod_refs.3")
    ELSE CASE EntryNamed(k, task, name).type = "NONE" -> No(k, "KERN_INVALID_NAME", "ipc.mod_refs.4")
           [] right = "5" -> No(k, "KERN_INVALID_RIGHT", "ipc.mod_refs.5")
           [] OTHER -> ModRefs(WithNoticed(k, task, name), t, task, name, right, delta)

-----------------------------------------------------------------------------
(* insert_right.                                                            *)

(* By trap, under the port's own name, in one step.                         *)
LOCAL InsertSendInPlace(k, task, name, disposition) ==
    LET e == EntryNamed(k, task, name)
        more == IF e.userRefs < UserRefsMax THEN e.userRefs + 1 ELSE e.userRefs
    IN CASE e.type = "NONE" -> No(k, "KERN_INVALID_NAME", "ipc.insert_right.1")
         [] e.type = "DEAD_NAME" \/ IsDeadSendOnce(e) -> No(k, "KERN_INVALID_CAPABILITY", "ipc.insert_right.2")
         [] disposition = "MAKE_SEND" /\ HasReceive(e) ->
                Ok([SetEntry(k, task, name, [e EXCEPT !.type = "SEND_RECEIVE", !.userRefs = more])
                    EXCEPT !.ports[e.port].makeSendCount = @ + 1,
                           !.ports[e.port].sendRights = @ + (IF HasSend(e) THEN 0 ELSE 1)], "ipc.insert_right.4")
         [] disposition = "COPY_SEND" /\ HasSend(e) ->
                Ok(SetEntry(k, task, name, [e EXCEPT !.userRefs = more]), "ipc.insert_right.4")
         [] OTHER -> No(k, "KERN_INVALID_RIGHT", "ipc.insert_right.3")

(* Copied in: the target space comes next.                                  *)
LOCAL ToInsert(k, t, doomed, right, target, name, woke) ==
    GoesOnReleasing(k, t, doomed, [at |-> "InsertRight", right |-> right, target |-> target, name |-> name],
                    "ipc.insert_right.5", woke)

LOCAL CopyinReceive(k, t, caller, right, e, target, name) ==
    LET lost == EntryBecomes(k, caller, right, e, WithoutReceive(e))
        left == ReceiveRightLeaves(lost.kernel, e.port)
    IN ToInsert(left.kernel, t, lost.doomed, [type |-> "RECEIVE", port |-> e.port], target, name, left.woke)

LOCAL BadRightCode(entry) == IF entry = "TRAP" THEN "KERN_INVALID_RIGHT" ELSE "MACH_SEND_INVALID_RIGHT"
LOCAL ImmovableCode(entry) == IF entry = "TRAP" THEN "KERN_INVALID_CAPABILITY" ELSE "MACH_SEND_INVALID_RIGHT"
LOCAL BadNameCode(entry)  == IF entry = "TRAP" THEN "KERN_INVALID_NAME" ELSE "MACH_SEND_INVALID_RIGHT"

(****************************************************************************)
(* A right of the caller, named `right`, is to be had by task under name.   *)
(* This first step copies it in; InsertRight goes on.                       *)
(*   Clause  ipc.insert_right.1 - ipc.insert_right.8, ipc.insert_right.18   *)
(****************************************************************************)
MachPortInsertRightStep(k, t, task, name, right, disposition, entry) ==
    LET caller == TaskOf[t] IN
    IF SameNameInOneStep /\ entry = "TRAP" /\ name = right /\ disposition \in {"MAKE_SEND", "COPY_SEND"}
    THEN InsertSendInPlace(k, task, name, disposition)
    ELSE IF ~CopyinTestsFirst /\ disposition \notin Dispositions
    THEN No(k, "KERN_INVALID_VALUE", "ipc.insert_right.6")
    ELSE IF ~IsValidName(right) /\ ~(CopyinTestsFirst /\ entry = "TRAP")
    THEN ToInsert(k, t, <<>>, [type |-> RightOfDisposition(disposition),
                               port |-> IF right = MACH_PORT_DEAD THEN DeadPort ELSE NullPort], task, name, <<>>)
    ELSE LET e == EntryNamed(k, caller, right) IN
    IF e.type = "NONE" THEN No(k, BadNameCode(entry), "ipc.insert_right.7")
    ELSE IF disposition = "MOVE_RECEIVE"
    THEN IF ~HasReceive(e) THEN No(k, BadRightCode(entry), "ipc.insert_right.8")
         ELSE IF ~MayMoveReceive(k, e.port) THEN No(k, ImmovableCode(entry), "ipc.insert_right.18")
         ELSE CopyinReceive(k, t, caller, right, e, task, name)
    ELSE LET c == CopyinRight(k, caller, right, e, disposition, TRUE, FALSE) IN
         IF c.ok THEN ToInsert(c.kernel, t, c.doomed, c.right, task, name, <<>>)
         ELSE No(c.kernel, BadRightCode(entry), "ipc.insert_right.8")

(* The right r, refused by the target space, is released.                   *)
LOCAL Refused(k, t, r, ret, clause) == EndsReleasing(k, t, Live(<<r>>), ret, clause, NoOut, <<>>)

(* r joins what entry e of the target already has of the port.              *)
LOCAL InsertMerging(k, t, target, name, e, r) ==
    CASE r.type = "RECEIVE" ->
            Ends([SetEntry(k, target, name, [e EXCEPT !.type = "SEND_RECEIVE"])
                  EXCEPT !.ports[r.port].receiver = target], t, "KERN_SUCCESS", "ipc.insert_right.15", NoOut, <<>>)
      [] e.type = "RECEIVE" ->
            Ends(SetEntry(k, target, name, [e EXCEPT !.type = "SEND_RECEIVE", !.userRefs = 1]), t,
                 "KERN_SUCCESS", "ipc.insert_right.15", NoOut, <<>>)
      [] ~UserRefsPeg /\ e.userRefs = UserRefsMax - 1 ->
            Refused(k, t, r, "KERN_UREFS_OVERFLOW", "ipc.insert_right.14")
      [] OTHER ->
            Ends(AddSendRights(SetEntry(k, target, name, MoreOneRef(e)), r.port, -1), t,
                 "KERN_SUCCESS", "ipc.insert_right.15", NoOut, <<>>)

LOCAL InsertAlone(k, t, target, name, r) ==
    LET e == [FreeEntry(GenerationOf(name)) EXCEPT
                 !.type = r.type, !.port = r.port, !.userRefs = IF r.type = "RECEIVE" THEN 0 ELSE 1]
        named == SetEntry(k, target, name, e)
    IN Ends(IF r.type = "RECEIVE" THEN [named EXCEPT !.ports[r.port].receiver = target] ELSE named,
            t, "KERN_SUCCESS", "ipc.insert_right.16", NoOut, <<>>)

(****************************************************************************)
(* The right that thread t copied in goes into its target space, or is      *)
(* refused and released.                                                    *)
(*   Clause  ipc.insert_right.6, ipc.insert_right.10 - ipc.insert_right.17  *)
(*   Clause  ipc.terminate.5                                                *)
(****************************************************************************)
InsertRightStep(k, t) ==
    LET r      == k.threads[t].right
        name   == k.threads[t].name
        target == k.threads[t].target
    IN IF IsDead(k, target) THEN Refused(k, t, r, "KERN_INVALID_TASK", "ipc.terminate.5")
       ELSE IF ~IsValidName(name) \/ r.type = "NONE" THEN Refused(k, t, r, "KERN_INVALID_VALUE", "ipc.insert_right.6")
       ELSE IF r.port <= 0 THEN Refused(k, t, r, "KERN_INVALID_CAPABILITY", "ipc.insert_right.10")
       ELSE LET space  == k.spaces[target]
                e      == EntryNamed(k, target, name)
                inSlot == space[SlotOf(name)]
                s      == IF r.type = "SEND_ONCE" THEN 0 ELSE SlotForPort(space, r.port)
       IN CASE e.type = "NONE" /\ inSlot.type # "NONE" ->
                    Refused(k, t, r, "KERN_FAILURE", "ipc.insert_right.17")
            [] e.type = "NONE" /\ FreeSlot(space) = 0 -> Refused(k, t, r, "KERN_NO_SPACE", "ipc.insert_right.11")
            [] s # 0 /\ (e.type = "NONE" \/ s # SlotOf(name)) ->
                    Refused(k, t, r, "KERN_RIGHT_EXISTS", "ipc.insert_right.12")
            [] s # 0 -> InsertMerging(k, t, target, name, e, r)
            [] e.type # "NONE" -> Refused(k, t, r, "KERN_NAME_EXISTS", "ipc.insert_right.13")
            [] OTHER -> InsertAlone(k, t, target, name, r)
=============================================================================
