---- MODULE InnerError ----
EXTENDS UnknownOperator
====
