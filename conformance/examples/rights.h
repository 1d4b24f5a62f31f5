/* A kernel of port rights and their user references, and of nothing else: see rights.c. */
#ifndef RIGHTS_H
#define RIGHTS_H

enum { TASKS = 2, NAMES = 256 };
enum { NONE = 0, SEND = 1, RECEIVE = 2, SEND_RECEIVE = 3, DEAD_NAME = 4 };

/* What a name denotes. The name of entries[task][i] is i; there is no entry 0. */
struct entry {
    int type;
    int port;
    int refs;
};

extern struct entry entries[TASKS][NAMES];

/* Types as states spell them, and as mach_port_type does. */
extern const char *const type_names[], *const type_words[];

/* A call by its trap; what it does not have is zero. */
struct call {
    char name[32];
    int task;
    unsigned port_name;
    char right[16];
    int delta;
    char disposition[16];
};

/* What a call gives back besides its code. */
struct out {
    unsigned name;
    int type;
    int refs;
};

/* Begins again; a limit of 0 is the kernel's own. */
void reset(int user_refs_max, int names_max);

/* Makes the call. Answers its return code by name, or null for what this kernel does not have. */
const char *perform(const struct call *call, struct out *out);

#endif
