------------------------------- MODULE IpcNames -------------------------------
(****************************************************************************)
(* Names of the caller's choice, and rights taken out of a space.           *)
(****************************************************************************)
EXTENDS IpcMessages

LOCAL Ok(k, clause)      == Answer(k, "KERN_SUCCESS", clause, NoOut)
LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

-----------------------------------------------------------------------------
(* A fresh right under name, in a free slot.                                *)
LOCAL AllocatedAs(k, task, name, right) ==
    LET p == IF right = "DEAD_NAME" THEN 0 ELSE LowestOf(FreePorts(k))
        e == [FreeEntry(GenerationOf(name)) EXCEPT
                 !.type = right, !.port = p, !.userRefs = IF right = "DEAD_NAME" THEN 1 ELSE 0]
        named == SetEntry(k, task, name, e)
    IN CASE right = "RECEIVE"  -> [named EXCEPT !.ports[p] = FreshPort(task)]
         [] right = "PORT_SET" -> [named EXCEPT !.ports[p] = FreshPortSet]
         [] OTHER              -> named

(****************************************************************************)
(* A new receive right, port set or dead name under a name of the caller's. *)
(*   Clause  ipc.allocate_name.1 - ipc.allocate_name.7                      *)
(****************************************************************************)
MachPortAllocateNameStep(k, t, task, right, name) ==
    LET space == k.spaces[task]
        e     == EntryNamed(k, task, name)
    IN CASE ~IsValidName(name) -> No(k, "KERN_INVALID_VALUE", "ipc.allocate_name.1")
         [] right \notin {"RECEIVE", "PORT_SET", "DEAD_NAME"} -> No(k, "KERN_INVALID_VALUE", "ipc.allocate_name.2")
         [] right = "DEAD_NAME" /\ DeadNamesAreUnchosen ->
                LET a == MachPortAllocateStep(k, t, task, right)
                IN [a EXCEPT !.clause = "ipc.allocate_name.3", !.out = NoOut]
         [] e.type # "NONE" -> No(k, "KERN_NAME_EXISTS", "ipc.allocate_name.4")
         [] space[SlotOf(name)].type # "NONE" -> No(k, "KERN_FAILURE", "ipc.allocate_name.5")
         [] FreeSlot(space) = 0 -> No(k, "KERN_NO_SPACE", "ipc.allocate_name.6")
         [] OTHER -> Ok(AllocatedAs(k, task, name, right), "ipc.allocate_name.7")

(****************************************************************************)
(* A name is changed, whatever it denotes.  The new one is looked at first. *)
(*   Clause  ipc.rename.1 - ipc.rename.5                                    *)
(****************************************************************************)
MachPortRenameStep(k, t, task, name, newName) ==
    LET e    == EntryNamed(k, task, name)
        left == SetEntry(AcceptanceRenamed(k, task, e.port, name, newName), task, name, Freed(e))
    IN CASE ~NamesAreChanged         -> No(k, "KERN_NOT_SUPPORTED", "ipc.rename.1")
         [] ~IsValidName(newName)    -> No(k, "KERN_INVALID_VALUE", "ipc.rename.2")
         [] EntryNamed(k, task, newName).type # "NONE" -> No(k, "KERN_NAME_EXISTS", "ipc.rename.3")
         [] e.type = "NONE"          -> No(k, "KERN_INVALID_NAME", "ipc.rename.4")
         [] OTHER -> Ok(SetEntry(left, task, newName, [Noticed(e) EXCEPT !.generation = GenerationOf(newName)]), "ipc.rename.5")

(****************************************************************************)
(* A fresh receive right of the caller's own; the null name if there is no  *)
(* room.                                                                    *)
(*   Clause  ipc.reply_port.1  ipc.reply_port.2                             *)
(****************************************************************************)
MachReplyPortStep(k, t) ==
    LET a == MachPortAllocateStep(k, t, TaskOf[t], "RECEIVE")
    IN IF a.ret = "KERN_SUCCESS" /\ ~IsDead(k, TaskOf[t]) THEN [a EXCEPT !.clause = "ipc.reply_port.1"]
       ELSE Answer(k, "KERN_SUCCESS", "ipc.reply_port.2", [name |-> MACH_PORT_NULL])

-----------------------------------------------------------------------------
(* A right out of task's space is on its way to the caller's.               *)
LOCAL ToReturn(k, t, doomed, right, woke) ==
    GoesOnReleasing(k, t, doomed, [at |-> "ReturnRight", right |-> right], "ipc.extract_right.5", woke)

LOCAL ExtractReceive(k, t, task, name, e) ==
    LET lost == EntryBecomes(k, task, name, e, WithoutReceive(e))
        left == ReceiveRightLeaves(lost.kernel, e.port)
    IN ToReturn(left.kernel, t, lost.doomed, [type |-> "RECEIVE", port |-> e.port], left.woke)

(****************************************************************************)
(* A right is taken out of task's space as a message would take it, and     *)
(* goes to the caller.                                                      *)
(*   Clause  ipc.extract_right.1 - ipc.extract_right.5, ipc.extract_right.8 *)
(****************************************************************************)
MachPortExtractRightStep(k, t, task, name, disposition) ==
    LET e == EntryNamed(k, task, name) IN
    IF disposition \notin Dispositions THEN No(k, "KERN_INVALID_VALUE", "ipc.extract_right.1")
    ELSE IF ~IsValidName(name) THEN No(k, InvalidNameCode, "ipc.extract_right.2")
    ELSE IF e.type = "NONE" THEN No(k, "KERN_INVALID_NAME", "ipc.extract_right.3")
    ELSE IF disposition = "MOVE_RECEIVE"
    THEN IF ~HasReceive(e) THEN No(k, "KERN_INVALID_RIGHT", "ipc.extract_right.4")
         ELSE IF ~MayMoveReceive(k, e.port) THEN No(k, "KERN_INVALID_CAPABILITY", "ipc.extract_right.8")
         ELSE ExtractReceive(k, t, task, name, e)
    ELSE LET c == CopyinRight(k, task, name, e, disposition, TRUE, FALSE) IN
         IF c.ok THEN ToReturn(c.kernel, t, c.doomed, c.right, <<>>)
         ELSE No(c.kernel, "KERN_INVALID_RIGHT", "ipc.extract_right.4")

(****************************************************************************)
(* The right arrives at the caller as one in a message does, or there is no *)
(* room for its name and it is released.                                    *)
(*   Clause  ipc.extract_right.6  ipc.extract_right.7                       *)
(****************************************************************************)
ReturnRightStep(k, t) ==
    LET r == k.threads[t].right
        c == CopyoutRight(k, TaskOf[t], r)
    IN IF c.ok THEN Ends(c.kernel, t, "KERN_SUCCESS", "ipc.extract_right.6", [name |-> c.name], <<>>)
       ELSE EndsReleasing(k, t, Live(<<r>>), "MACH_RCV_BODY_ERROR|MACH_MSG_IPC_SPACE", "ipc.extract_right.7",
                          [name |-> MACH_PORT_NULL], <<>>)
=============================================================================
