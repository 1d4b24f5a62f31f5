---------------------------- MODULE ResourceReturn ----------------------------
(****************************************************************************)
(* The guarantee: nothing is lost for good.  When every task has ended, and *)
(* no thread is in the middle of anything, no name is left, no port and no  *)
(* set, no message, and nobody waits to be told of anything; not even of    *)
(* what nobody can come to, such as a port whose receive right is in a      *)
(* message to a port whose receive right is in a message to the first.      *)
(****************************************************************************)
EXTENDS Naturals

VARIABLES
    living,            \* how many tasks have not ended
    busy,              \* how many threads are in a call
    names,             \* how many names there are, in all spaces
    objects,           \* how many ports and port sets
    messages,          \* how many messages in their queues
    requests           \* how many requests for notification

AllIsOver == living = 0 /\ busy = 0
-----------------------------------------------------------------------------

NoNameIsLeft    == AllIsOver => names = 0
NoObjectIsLeft  == AllIsOver => objects = 0
NoMessageIsLeft == AllIsOver => messages = 0
NoRequestIsLeft == AllIsOver => requests = 0

AllIsReturned == NoNameIsLeft /\ NoObjectIsLeft /\ NoMessageIsLeft /\ NoRequestIsLeft

Spec == []AllIsReturned
=============================================================================
