---- MODULE Silent ----
(* A toy abstraction of Rights in which nothing is ever received. *)
EXTENDS Naturals
VARIABLE count
Init == count = 0
Next == count' = count + 1
Spec == Init /\ [][Next]_count
====
