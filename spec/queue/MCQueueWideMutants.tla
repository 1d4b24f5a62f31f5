----------------------------- MODULE MCQueueWideMutants -------------------------
(****************************************************************************)
(* Faults of MCQueueMutants in the wide worlds, each of which finds one.    *)
(****************************************************************************)
EXTENDS MCQueueWide, MCQueueMutants

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueueWideMutants_ServesTheLast         violates MessagesGoInOrder
\*   MCQueueWideMutants_GrantsTheLast         violates RoomGoesInOrder
=============================================================================
