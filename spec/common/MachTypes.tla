------------------------------ MODULE MachTypes ------------------------------
(****************************************************************************)
(* The values that Mach's interface speaks of, and nothing else: kinds of   *)
(* right, dispositions, names and rights that denote nothing.  Constants of *)
(* the interface are spelled as Mach spells them, numbers only where a      *)
(* name is one.                                                             *)
(****************************************************************************)
EXTENDS Integers, Sequences

MACH_PORT_NULL == 0
MACH_PORT_DEAD == -1

(* A name that may denote a right; MACH_PORT_NULL and MACH_PORT_DEAD never do. *)
IsValidName(n) == n > 0

(* In naked rights a port is its identity, or one of these.  A message says *)
(* of its reply port whether it was dead when the right was copied in, or   *)
(* has died since; of other rights that shows nowhere.                      *)
DeadPort == 0
NullPort == -1
DiedPort == -2

NullRight == [type |-> "NONE", port |-> NullPort]

(* The right kinds of the port calls below LABELH, which "5" stands for.    *)
KnownRights == {"SEND", "RECEIVE", "SEND_ONCE", "PORT_SET", "DEAD_NAME"}

SendDispositions == {"MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND", "MAKE_SEND", "MAKE_SEND_ONCE"}
Dispositions     == SendDispositions \cup {"MOVE_RECEIVE"}

(* The kind of naked right that a disposition yields.                       *)
RightOfDisposition(d) ==
    CASE d \in {"MOVE_SEND", "COPY_SEND", "MAKE_SEND"} -> "SEND"
      [] d \in {"MOVE_SEND_ONCE", "MAKE_SEND_ONCE"}    -> "SEND_ONCE"
      [] d = "MOVE_RECEIVE"                            -> "RECEIVE"
      [] OTHER                                         -> "NONE"

(* How a naked right is shown to the receiver, and to a sender who gets it  *)
(* back.                                                                    *)
PortDisposition(type) ==
    CASE type = "SEND" -> "PORT_SEND" [] type = "SEND_ONCE" -> "PORT_SEND_ONCE" [] type = "RECEIVE" -> "PORT_RECEIVE"
      [] OTHER -> "NONE"
MoveDisposition(type) ==
    CASE type = "SEND" -> "MOVE_SEND" [] type = "SEND_ONCE" -> "MOVE_SEND_ONCE" [] type = "RECEIVE" -> "MOVE_RECEIVE"
      [] OTHER -> "NONE"

(* The bare header, and the notifications' ids.                             *)
HeaderSize                 == 24
MACH_NOTIFY_PORT_DELETED   == 65
MACH_NOTIFY_SEND_POSSIBLE  == 66
MACH_NOTIFY_PORT_DESTROYED == 69
MACH_NOTIFY_NO_SENDERS     == 70
MACH_NOTIFY_SEND_ONCE      == 71
MACH_NOTIFY_DEAD_NAME      == 72

(* Records that stand for nothing, where a field holds a record.            *)
NoOut     == [none |-> TRUE]
NoReceive == [none |-> TRUE]
=============================================================================
