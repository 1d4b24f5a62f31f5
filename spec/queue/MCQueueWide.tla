------------------------------ MODULE MCQueueWide ------------------------------
(****************************************************************************)
(* Worlds of claims: three senders and two receivers at once, and one who   *)
(* closes the queue; two senders and two receivers, or three and one, who   *)
(* wait until they are served, or the queue is closed.  Those of a kind do  *)
(* the same, so that states which differ only in who is who are one.        *)
(*                                                                          *)
(* Not here: three senders and two receivers who wait.                      *)
(****************************************************************************)
EXTENDS MCMessageQueue, TLC

Alike(send, receive, control) ==
    [t \in Threads |-> CASE t \in SendingThreads   -> <<send>>
                         [] t \in ReceivingThreads -> <<receive>>
                         [] OTHER                  -> <<control>>]

Interchangeable == Permutations(SendingThreads) \cup Permutations(ReceivingThreads)

TriesAtTheEnd == {Alike(Try, Poll, CloseIt)}
WaitsAtTheEnd == {Alike(SendPatiently, ReceivePatiently, CloseIt)}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueueWide_TriesAtTheEnd                    413961    1927317     52    334.5
\*   MCQueueWide_WaitsAtTheEnd                    739546    3099935     60    310.0
\*   MCQueueWide_WaitForOne                      1618514    6967307     71    690.0
==============================================================================
