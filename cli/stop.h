/* stop.h - signals: Ctrl-C, and the terminal left as it was found. */
#ifndef AC_STOP_H
#define AC_STOP_H

#include <stdbool.h>

/* Once, before anything else: SIGINT and SIGTERM end the process at once (130, 143) with a line on stderr;
 * SIGPIPE ends it quietly. See ac_cli_stop in cli.h. */
void ac_stop_start(void);
/* What that line says; cut at some hundred bytes. */
void ac_stop_note(const char *line);
/* While another program has the terminal, it alone is told of Ctrl-C. */
void ac_stop_pause(bool is_paused);
/* Echo of the terminal `fd` off and on again; on again too when a signal ends us. False: no terminal. */
bool ac_stop_echo_off(int fd);
void ac_stop_echo_on(void);

#endif
