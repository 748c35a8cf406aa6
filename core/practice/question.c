/* question.c - questions between partners, and replies; who asks answers first. */
#include "core/practice/type.h"

static const ac_field question[] = {
    { "text", AC_FIELD_TEXT, .label = N_("question"), .ask = N_("What do you ask?"), .is_required = true },
    { "asked", AC_FIELD_ORG, .label = N_("who is asked"), .ask = N_("Who is asked?"), .is_required = true },
    { "own-answer", AC_FIELD_TEXT, .label = N_("the asker's own answer"), .ask = N_("How would you answer it yourselves?") },
    { "due", AC_FIELD_DATE, .label = N_("wanted by") },
    { NULL },
};
const ac_type ac_type_question = { "question", "questions", N_("question"), .title = "text", .fields = question };

static const ac_field reply[] = {
    { "text", AC_FIELD_TEXT, .label = N_("reply"), .ask = N_("What do you reply?"), .is_required = true },
    { NULL },
};
const ac_type ac_type_reply = { "reply", "replies", N_("reply"), .belongs = "question", .title = "text", .fields = reply };
