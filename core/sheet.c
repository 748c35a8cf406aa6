/* sheet.c - the recovery sheet leaves the laptop; and the key opened for a while. */
#include "core/sheet.h"

#include <ctype.h>
#include <string.h>

#include "core/inside.h"

bool ac_sheet_is_due(ac_notebook *nb)
{
    return nb->keys != NULL && nb->keys->root_seed.p != NULL;
}

bool ac_sheet_is_pending(ac_notebook *nb)
{
    ac_buf value = { 0 };
    bool found = false;
    ac_rc rc = ac_setting_get(nb->store, AC_SETTING_SHEET, &value, &found, NULL);

    ac_buf_free(&value);
    return rc == AC_OK && found;
}

static ac_rc note_done(ac_notebook *nb, ac_err *err)
{
    ac_rc rc = ac_store_begin(nb->store, err);

    if (rc == AC_OK)
        rc = ac_setting_put(nb->store, AC_SETTING_SHEET, NULL, err);
    if (rc == AC_OK)
        rc = ac_store_commit(nb->store, err);
    ac_store_rollback(nb->store);
    return rc;
}

/* The key file is what counts: a note that was left behind goes. */
static ac_rc no_root(ac_notebook *nb, ac_err *err)
{
    if (ac_sheet_is_pending(nb) && !ac_store_is_readonly(nb->store))
        note_done(nb, NULL);
    return ac_fail(err, AC_ESTATE, "the recovery sheet was printed already, and its secret has left this laptop; or another laptop has it");
}

ac_rc ac_sheet_page(ac_notebook *nb, const char *date, ac_buf *out, ac_err *err)
{
    if (!ac_sheet_is_due(nb))
        return no_root(nb, err);
    if (ac_buf_room(out, 4096) == NULL)
        return ac_fail(err, AC_ENOMEM, "out of memory");
    ac_buf_clear(out);
    ac_sheet_text(out, nb->keys->root_seed.p, nb->me.name, nb->me.code, date);
    return out->failed ? ac_fail(err, AC_ENOMEM, "out of memory") : AC_OK;
}

static char read_sign(char c)
{
    c = (char)toupper((unsigned char)c);
    return (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
}

bool ac_sheet_group_is(ac_notebook *nb, int group, const char *typed)
{
    char groups[AC_SHEET_CHARS + 14];
    const char *right = groups + 5 * (group - 1);
    bool good = ac_sheet_is_due(nb) && group >= 1 && group <= AC_SHEET_GROUPS && strlen(typed) == 4;

    if (!good)
        return false;
    ac_sheet_encode(groups, nb->keys->root_seed.p);
    for (int i = 0; i < 4; i++)
        good = good && read_sign(typed[i]) == right[i];
    ac_wipe(groups, sizeof groups);
    return good;
}

ac_rc ac_key_is_wrapped(ac_notebook *nb, bool *out, ac_err *err)
{
    return ac_keyfile_is_wrapped(nb->dir, out, err);
}

ac_rc ac_sheet_done(ac_notebook *nb, const char *passphrase, size_t n, ac_err *err)
{
    ac_keyfile check = { 0 };
    bool was;
    ac_rc rc;

    if (!ac_sheet_is_due(nb))
        return no_root(nb, err);
    rc = ac_keyfile_read(&check, nb->dir, passphrase, n, err); /* or it would be wrapped by another one than before */
    if (rc == AC_OK)
        ac_secret_free(&check.root_seed);
    if (rc == AC_OK)
        rc = ac_keyfile_write(&check, nb->dir, passphrase, n, nb->world, err);
    if (rc == AC_OK) {
        ac_secret_free(&nb->keys->root_seed);
        rc = ac_unlock_remove(&nb->me.device, nb->state_dir, &was, err); /* that copy has the root too */
    }
    if (rc == AC_OK)
        rc = note_done(nb, err);
    ac_keyfile_free(&check);
    return rc;
}

ac_rc ac_key_unlock_for(ac_notebook *nb, int64_t ms, ac_err *err)
{
    return ac_unlock_write(nb->keys, nb->state_dir, ms, nb->world, err);
}

ac_rc ac_key_lock(ac_notebook *nb, bool *out_was, ac_err *err)
{
    return ac_unlock_remove(&nb->me.device, nb->state_dir, out_was, err);
}
