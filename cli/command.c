/* command.c - finding a row of the command table by the words that were typed. */
#include "cli/command.h"

#include <string.h>

const ac_command *ac_command_find(const char *name)
{
    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

bool ac_command_is_family(const char *word)
{
    size_t n = strlen(word);

    for (const ac_command *c = ac_commands; c->name != NULL; c++)
        if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ')
            return true;
    return false;
}
