/*
 * A kernel of port rights and their user references, and of nothing else.
 *
 * It lacks messages, send-once rights, port sets, and rights that move from one name to another. One thing it gets
 * wrong, for the sake of the example: when a receive right is given up by mod_refs and a send right stays under its
 * name, the name should become a dead name. Here it stays a send right.
 */
#include "rights.h"
#include <string.h>

#define NULL_NAME 0u
#define DEAD 0xffffffffu

struct entry entries[TASKS][NAMES];
const char *const type_names[] = {"NONE", "SEND", "RECEIVE", "SEND_RECEIVE", "DEAD_NAME"};
const char *const type_words[] = {"NONE", "SEND", "RECEIVE", "SEND|RECEIVE", "DEAD_NAME"};
static int ports, refs_max, names_max;

void reset(int most_refs, int most_names) {
    memset(entries, 0, sizeof entries);
    ports = 0;
    refs_max = most_refs ? most_refs : 65535;
    names_max = most_names > 0 && most_names < NAMES ? most_names : NAMES - 1;
}

static struct entry *lookup(int task, unsigned name) {
    return name > 0 && name < NAMES && entries[task][name].type != NONE ? &entries[task][name] : 0;
}

static int is_invalid(unsigned name) { return name == NULL_NAME || name == DEAD; }

static int is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* The type that a right of this name is a part of; -1 for a right that this kernel does not have. */
static int right_type(const char *right) {
    return is(right, "SEND") ? SEND : is(right, "RECEIVE") ? RECEIVE : is(right, "DEAD_NAME") ? DEAD_NAME : -1;
}

static void clear(struct entry *entry) { memset(entry, 0, sizeof *entry); }

/* A count that has reached the greatest stays there. */
static void drop_reference(struct entry *entry) {
    if (entry->refs < refs_max && --entry->refs == 0) {
        if (entry->type == SEND_RECEIVE) {
            entry->type = RECEIVE;
        } else {
            clear(entry);
        }
    }
}

static const char *allocate(int task, const char *right, unsigned *name) {
    int type = right_type(right);
    if (type != RECEIVE && type != DEAD_NAME) {
        return 0;
    }
    int used = 0;
    for (int i = 1; i < NAMES; i++) {
        used += entries[task][i].type != NONE;
    }
    for (*name = 1; used < names_max && *name < NAMES; ++*name) {
        struct entry *entry = &entries[task][*name];
        if (entry->type == NONE) {
            entry->type = type;
            entry->port = type == RECEIVE ? ++ports : 0;
            entry->refs = type == DEAD_NAME;
            return "KERN_SUCCESS";
        }
    }
    *name = 0;
    return "KERN_NO_SPACE";
}

static const char *deallocate(int task, unsigned name) {
    struct entry *entry = lookup(task, name);
    if (is_invalid(name)) {
        return "KERN_SUCCESS";
    }
    if (!entry) {
        return "KERN_INVALID_NAME";
    }
    if (entry->type == RECEIVE) {
        return "KERN_INVALID_RIGHT";
    }
    drop_reference(entry);
    return "KERN_SUCCESS";
}

static const char *destroy(int task, unsigned name) {
    struct entry *entry = lookup(task, name);
    if (is_invalid(name)) {
        return "KERN_SUCCESS";
    }
    if (!entry) {
        return "KERN_INVALID_NAME";
    }
    clear(entry);
    return "KERN_SUCCESS";
}

static const char *mod_receive(struct entry *entry, int delta) {
    if (delta != 0 && delta != -1) {
        return "KERN_INVALID_VALUE";
    }
    if (delta == -1 && entry->type == RECEIVE) {
        clear(entry);
    } else if (delta == -1) {
        entry->type = SEND; /* The fault: it should be a DEAD_NAME, and of no port. */
    }
    return "KERN_SUCCESS";
}

static const char *mod_refs(int task, unsigned name, const char *right, int delta) {
    struct entry *entry = lookup(task, name);
    int type = right_type(right);
    if (type < 0) {
        return 0;
    }
    if (is_invalid(name)) {
        return type == SEND ? "KERN_SUCCESS" : "KERN_INVALID_NAME";
    }
    if (!entry) {
        return "KERN_INVALID_NAME";
    }
    if (!(entry->type & type)) {
        return "KERN_INVALID_RIGHT";
    }
    if (type == RECEIVE) {
        return mod_receive(entry, delta);
    }
    if (delta < -entry->refs || delta > refs_max) {
        return "KERN_INVALID_VALUE";
    }
    if (entry->refs < refs_max || delta == -refs_max) {
        entry->refs = delta < refs_max - entry->refs ? entry->refs + delta : refs_max;
    }
    if (entry->refs == 0) {
        entry->refs = 1;
        drop_reference(entry);
    }
    return "KERN_SUCCESS";
}

static const char *get_refs(int task, unsigned name, const char *right, int *refs) {
    struct entry *entry = lookup(task, name);
    int type = right_type(right);
    if (type < 0) {
        return 0;
    }
    if (is_invalid(name) && type == SEND) {
        *refs = 1;
        return "KERN_SUCCESS";
    }
    if (!entry) {
        return "KERN_INVALID_NAME";
    }
    *refs = !(entry->type & type) ? 0 : type == RECEIVE ? 1 : entry->refs;
    return "KERN_SUCCESS";
}

static const char *type_of(int task, unsigned name, int *type) {
    struct entry *entry = lookup(task, name);
    *type = name == DEAD ? DEAD_NAME : entry ? entry->type : NONE;
    return *type == NONE ? "KERN_INVALID_NAME" : "KERN_SUCCESS";
}

static const char *insert_right(int task, unsigned name, const char *disposition) {
    struct entry *entry = lookup(task, name);
    int makes = is(disposition, "MAKE_SEND");
    if (!makes && !is(disposition, "COPY_SEND")) {
        return 0;
    }
    if (is_invalid(name)) {
        return 0;
    }
    if (!entry) {
        return "KERN_INVALID_NAME";
    }
    if (entry->type == DEAD_NAME) {
        return "KERN_INVALID_CAPABILITY";
    }
    if (!(entry->type & (makes ? RECEIVE : SEND))) {
        return "KERN_INVALID_RIGHT";
    }
    entry->type |= SEND;
    entry->refs += entry->refs < refs_max;
    return "KERN_SUCCESS";
}

const char *perform(const struct call *call, struct out *out) {
    const char *trap = call->name;
    out->refs = -1;
    return is(trap, "mach_port_allocate") ? allocate(call->task, call->right, &out->name)
         : is(trap, "mach_port_deallocate") ? deallocate(call->task, call->port_name)
         : is(trap, "mach_port_destroy") ? destroy(call->task, call->port_name)
         : is(trap, "mach_port_mod_refs") ? mod_refs(call->task, call->port_name, call->right, call->delta)
         : is(trap, "mach_port_get_refs") ? get_refs(call->task, call->port_name, call->right, &out->refs)
         : is(trap, "mach_port_type") ? type_of(call->task, call->port_name, &out->type)
         : is(trap, "mach_port_insert_right") ? insert_right(call->task, call->port_name, call->disposition)
         : 0;
}
