/* Speaks Portolan's line protocol for the kernel in rights.c: a line in, a line out. */
#include "rights.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define GET(name, into) field(name, into, sizeof into)
static char line[1 << 16]; /* The request. */
static int tasks;          /* 1: there is A; 2: there are A and B. */

/* Copies the value of the first field of this name, without quotes; empty if there is none. No string has escapes. */
static char *field(const char *name, char *value, size_t size) {
    char key[32];
    snprintf(key, sizeof key, "\"%s\":", name);
    const char *found = strstr(line, key), *at = found ? found + strlen(key) : "";
    snprintf(value, size, "%.*s", (int)strcspn(at + (*at == '"'), "\",}"), at + (*at == '"'));
    return value;
}

static void write_state(void) {
    printf(",\"state\":{\"spaces\":[");
    for (int task = 0; task < tasks; task++) {
        printf("%s{\"task\":\"%c\",\"entries\":[", task ? "]}," : "", 'A' + task);
        for (int name = 1, many = 0; name < NAMES; name++) {
            struct entry *entry = &entries[task][name];
            if (entry->type == NONE) continue;
            printf("%s{\"name\":%d,\"type\":\"%s\"", many++ ? "," : "", name, type_names[entry->type]);
            printf(entry->port ? ",\"userRefs\":%d,\"port\":\"%d\"}" : ",\"userRefs\":%d}", entry->refs, entry->port);
        }
    }
    printf("]}]}");
}

static void answer_step(void) {
    struct call call = {0};
    struct out out = {0};
    char text[32], from[32];
    GET("call", call.name), GET("right", call.right), GET("disposition", call.disposition);
    call.task = *GET("task", text) - 'A', call.delta = atoi(GET("delta", text));
    call.port_name = strtoul(GET("name", text), 0, 10);
    int moves = strstr(call.name, "insert") && strcmp(text, GET("right", from));
    int usable = !moves && call.task >= 0 && call.task < tasks && *GET("entry", text) == 'T';
    const char *ret = usable ? perform(&call, &out) : 0;
    printf(ret ? ",\"outcome\":{\"ret\":\"%s\"" : ",\"unsupported\":\"%s, or not in this way\"", ret ? ret : call.name);
    if (ret && out.name) printf(",\"out\":{\"name\":%u}", out.name);
    if (ret && out.type) printf(",\"out\":{\"type\":\"%s\"}", type_words[out.type]);
    if (ret && out.refs >= 0) printf(",\"out\":{\"refs\":%d}", out.refs);
    if (ret) printf("}");
}

int main(void) {
    for (char what[16], text[32]; fgets(line, sizeof line, stdin); puts("}"), fflush(stdout)) {
        printf("{\"id\":%s", GET("id", text));
        if (*GET("do", what) == 'h') printf(",\"protocol\":1,\"name\":\"rights\",\"version\":\"1\","
                                 "\"dialects\":[\"xnu\"],\"levels\":[\"ipc\"],\"observes\":[\"spaces\"]");
        if (*what == 'r') tasks = strstr(line, "\"B\":") ? 2 : 1;
        if (*what == 'r') reset(atoi(GET("userRefsMax", what)), atoi(GET("namesMax", text)));
        if (*what == 's') answer_step();
        if (*what == 'o' || *GET("observe", text)) write_state();
    }
}
