---- MODULE Indirect ----
(* Actions that are defined by another operator, applied to a variable. *)
EXTENDS Naturals
VARIABLE x
Init == x = 0
Become(new) == new < 5 /\ x' = new
Add(n) == Become(x + n)
Double == Become(2 * x)
Next == (\E n \in {1, 2} : Add(n)) \/ Double
Spec == Init /\ [][Next]_x
Small == x < 3
====
