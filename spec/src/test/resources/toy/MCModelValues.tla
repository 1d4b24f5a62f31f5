---- MODULE MCModelValues ----
EXTENDS Rights
====
