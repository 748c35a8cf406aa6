/* test_mark.c - the mark is never lowered, never half written, and its loss is seen. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/mark.h"
#include "tests/support/vector.h"

static char dir[128];
static ac_world world;
static const ac_device device = { { 0xab, 0xcd, 0xef, 1, 2, 3, 4, 5, 6, 7 } };
static char *path;

static ac_mark_line line_of(uint8_t space, uint64_t seq)
{
    ac_mark_line line = { { { space } }, seq, { { space } } };

    for (int i = 0; i < 8; i++)
        line.id.b[8 + i] = (uint8_t)(seq >> 8 * i);
    return line;
}

static ac_rc advance(uint8_t space, uint64_t seq)
{
    ac_mark_line line = line_of(space, seq);

    return ac_mark_advance(dir, &device, &line, NULL);
}

/* What is marked of this space: 0 where nothing is. The id must be that of the seq. */
static uint64_t marked(uint8_t space)
{
    ac_mark mark;
    ac_mark_line want = line_of(space, 0);
    const ac_mark_line *line;
    uint64_t seq = 0;

    assert_int_equal(ac_mark_read(&mark, dir, &device, NULL), AC_OK);
    line = ac_mark_find(&mark, &want.space);
    if (line != NULL) {
        seq = line->seq;
        want = line_of(space, seq);
        assert_true(ac_id_eq(want.id, line->id));
    }
    ac_mark_free(&mark);
    return seq;
}

static void anew(void)
{
    assert_int_equal(ac_mark_create(dir, &device, NULL), AC_OK);
}

static void the_file_is_that_of_the_vector(void **state)
{
    ac_json *vectors = vectors_read("keys.json");
    const ac_json *c = ac_json_get(vectors, "mark");
    ac_device d;
    ac_mark mark;
    ac_buf text = { 0 };
    char *file = ac_path(dir, ac_json_str(c, "name"));

    (void)state;
    vector_bytes(c, "device", d.b, 32);
    assert_int_equal(ac_file_write(file, ac_json_str(c, "text"), strlen(ac_json_str(c, "text")), NULL), AC_OK);
    assert_int_equal(ac_mark_read(&mark, dir, &d, NULL), AC_OK);
    assert_int_equal(mark.n, 2);
    assert_true(mark.lines[0].seq == UINT64_C(9007199254740991));
    assert_true(mark.lines[1].seq == 7);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(ac_mark_reset(dir, &d, &mark, NULL), AC_OK);
    assert_int_equal(ac_file_read(&text, file, 4096, true, NULL), AC_OK);
    assert_string_equal(ac_buf_text(&text), ac_json_str(c, "text"));
    ac_mark_free(&mark);
    ac_buf_free(&text);
    free(file);
    ac_json_free(vectors);
}

static void a_new_mark_is_there_and_empty(void **state)
{
    ac_mark mark;
    struct stat st;

    (void)state;
    anew();
    assert_int_equal(ac_mark_read(&mark, dir, &device, NULL), AC_OK);
    assert_int_equal(mark.n, 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    ac_mark_free(&mark);
}

static void it_rises_and_is_never_lowered(void **state)
{
    (void)state;
    anew();
    assert_int_equal(advance(1, 5), AC_OK);
    assert_true(marked(1) == 5);
    assert_int_equal(advance(1, 9), AC_OK);
    assert_int_equal(advance(1, 7), AC_OK);
    assert_true(marked(1) == 9);
    assert_true(marked(2) == 0);
    assert_int_equal(advance(2, 1), AC_OK);
    assert_true(marked(1) == 9);
    assert_true(marked(2) == 1);
}

static void what_stands_already_is_not_written_again(void **state)
{
    struct stat before, after;

    (void)state;
    anew();
    assert_int_equal(advance(1, 5), AC_OK);
    assert_int_equal(stat(path, &before), 0);
    assert_int_equal(advance(1, 5), AC_OK);
    assert_int_equal(advance(1, 4), AC_OK);
    assert_int_equal(stat(path, &after), 0);
    assert_true(before.st_ino == after.st_ino);
    assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

static void a_lost_mark_and_a_damaged_one_are_told_apart(void **state)
{
    ac_mark mark;
    ac_err err = { 0 };

    (void)state;
    anew();
    assert_int_equal(unlink(path), 0);
    assert_int_equal(ac_mark_read(&mark, dir, &device, &err), AC_EREF);
    assert_int_equal(ac_mark_read(&mark, "/nonexistent/place", &device, &err), AC_EREF);
    assert_int_equal(ac_file_write(path, "accord-mark 1\n", 14, NULL), AC_OK);
    assert_int_equal(ac_mark_read(&mark, dir, &device, &err), AC_ECORRUPT);
    assert_int_equal(mark.n, 0);
}

static void without_its_mark_nothing_of_ours_leaves(void **state)
{
    ac_mark_line line = line_of(1, 5);
    ac_err err = { 0 };

    (void)state;
    anew();
    assert_int_equal(unlink(path), 0);
    assert_int_equal(ac_mark_advance(dir, &device, &line, &err), AC_ESTOPPED);
    assert_non_null(strstr(err.text, "mark"));
    assert_int_equal(access(path, F_OK), -1); /* and it is not quietly made anew */
    assert_int_equal(ac_mark_advance("/nonexistent/place", &device, &line, NULL), AC_ESTOPPED);
    assert_int_equal(ac_file_write(path, "x", 1, NULL), AC_OK);
    assert_int_equal(ac_mark_advance(dir, &device, &line, NULL), AC_ESTOPPED);
}

static void a_reset_takes_the_place_of_whatever_was(void **state)
{
    ac_mark_line lines[2] = { line_of(1, 3), line_of(4, 8) };
    ac_mark mark = { lines, 2 };

    (void)state;
    assert_int_equal(ac_file_write(path, "x", 1, NULL), AC_OK);
    assert_int_equal(ac_mark_reset(dir, &device, &mark, NULL), AC_OK);
    assert_true(marked(1) == 3);
    assert_true(marked(4) == 8);
}

static void any_changed_bit_and_any_cut_is_damage(void **state)
{
    ac_buf text = { 0 };
    ac_mark mark;
    int fd = -1;

    (void)state;
    anew();
    assert_int_equal(advance(1, 5), AC_OK);
    assert_int_equal(advance(2, 77), AC_OK);
    assert_int_equal(ac_file_read(&text, path, 4096, true, NULL), AC_OK);
    for (size_t bit = 0; bit < text.len * 8; bit++) {
        text.p[bit / 8] = (uint8_t)(text.p[bit / 8] ^ 1u << bit % 8);
        fd = open(path, O_WRONLY | O_TRUNC);
        assert_int_equal(write(fd, text.p, text.len), text.len);
        close(fd);
        if (ac_mark_read(&mark, dir, &device, NULL) != AC_ECORRUPT)
            fail_msg("bit %zu", bit);
        text.p[bit / 8] = (uint8_t)(text.p[bit / 8] ^ 1u << bit % 8);
    }
    for (size_t n = 0; n < text.len; n++) {
        fd = open(path, O_WRONLY | O_TRUNC);
        assert_int_equal(write(fd, text.p, n), n);
        close(fd);
        assert_int_equal(ac_mark_read(&mark, dir, &device, NULL), AC_ECORRUPT);
    }
    ac_buf_free(&text);
}

static void many_spaces_have_their_lines(void **state)
{
    ac_mark_line *lines = calloc(300, sizeof *lines);
    ac_mark mark = { lines, 300 }, back;

    (void)state;
    assert_non_null(lines);
    for (size_t i = 0; i < 300; i++) {
        lines[i] = line_of((uint8_t)(i & 0xff), i);
        lines[i].space.b[1] = (uint8_t)(i >> 8);
    }
    assert_int_equal(ac_mark_reset(dir, &device, &mark, NULL), AC_OK);
    assert_int_equal(ac_mark_read(&back, dir, &device, NULL), AC_OK);
    assert_int_equal(back.n, 300);
    assert_memory_equal(back.lines, lines, 300 * sizeof *lines);
    ac_mark_free(&back);
    free(lines);
}

static void processes_that_raise_it_at_once_lose_nothing(void **state)
{
    enum { N = 4, ROUNDS = 40 };
    pid_t child[N];
    int status;

    (void)state;
    anew();
    for (uint8_t p = 0; p < N; p++) {
        child[p] = fork();
        assert_true(child[p] >= 0);
        if (child[p] == 0) {
            bool good = true;
            for (uint64_t i = 1; i <= ROUNDS; i++) {
                good = good && advance((uint8_t)(10 + p), i) == AC_OK; /* a space of its own */
                good = good && advance(1, i * N + p) == AC_OK;         /* and one that all raise */
            }
            _exit(good ? 0 : 1);
        }
    }
    for (size_t p = 0; p < N; p++) {
        assert_int_equal(waitpid(child[p], &status, 0), child[p]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    for (uint8_t p = 0; p < N; p++)
        assert_true(marked((uint8_t)(10 + p)) == ROUNDS);
    assert_true(marked(1) == ROUNDS * N + N - 1);
}

/* A child raises the mark and says so after each time; killed at any moment, what it said stands. */
static void killed_at_any_moment_it_stands_whole_and_as_high_as_was_said(void **state)
{
    uint64_t base = 0;

    (void)state;
    anew();
    for (int round = 0; round < 60; round++) {
        int pipes[2], status;
        uint64_t said = base, one;
        uint8_t enough;
        pid_t child;
        assert_int_equal(pipe(pipes), 0);
        child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            for (uint64_t i = base + 1;; i++)
                if (advance(1, i) != AC_OK || write(pipes[1], &i, sizeof i) != sizeof i)
                    _exit(1);
        }
        close(pipes[1]);
        world.random(&world, &enough, 1);
        for (int i = 0; i < enough % 6 + 1; i++) {
            assert_int_equal(read(pipes[0], &one, sizeof one), sizeof one);
            said = one;
        }
        for (volatile unsigned spin = 0; spin < enough * 400u; spin++)
            ;
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        while (read(pipes[0], &one, sizeof one) == sizeof one)
            said = one;
        close(pipes[0]);
        base = marked(1);
        assert_true(base == said || base == said + 1);
    }
}

static int make_place(void **state)
{
    const char *seed = getenv("SEED");
    uint64_t n = seed != NULL ? strtoull(seed, NULL, 10) : 8;
    char hex[AC_HEX_SIZE], name[40];

    (void)state;
    if (!ac_crypto_init())
        return 1;
    fprintf(stderr, "SEED=%llu\n", (unsigned long long)n);
    ac_world_fixed(&world, n);
    scratch_make(dir, sizeof dir);
    ac_hex(hex, device.b, 32);
    snprintf(name, sizeof name, "%.16s.mark", hex);
    path = ac_path(dir, name);
    return path != NULL ? 0 : 1;
}

static int remove_place(void **state)
{
    (void)state;
    free(path);
    scratch_remove(dir);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_that_of_the_vector),
        cmocka_unit_test(a_new_mark_is_there_and_empty),
        cmocka_unit_test(it_rises_and_is_never_lowered),
        cmocka_unit_test(what_stands_already_is_not_written_again),
        cmocka_unit_test(a_lost_mark_and_a_damaged_one_are_told_apart),
        cmocka_unit_test(without_its_mark_nothing_of_ours_leaves),
        cmocka_unit_test(a_reset_takes_the_place_of_whatever_was),
        cmocka_unit_test(any_changed_bit_and_any_cut_is_damage),
        cmocka_unit_test(many_spaces_have_their_lines),
        cmocka_unit_test(processes_that_raise_it_at_once_lose_nothing),
        cmocka_unit_test(killed_at_any_moment_it_stands_whole_and_as_high_as_was_said),
    };

    return cmocka_run_group_tests_name("mark", tests, make_place, remove_place);
}
