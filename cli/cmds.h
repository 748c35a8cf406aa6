/* cmds.h - the functions behind the command table. */
#ifndef AC_CMDS_H
#define AC_CMDS_H

#include "cli/cli.h"

ac_rc ac_cmd_init(ac_cli *cli);
ac_rc ac_cmd_partnership_start(ac_cli *cli);
ac_rc ac_cmd_partnership_list(ac_cli *cli);
ac_rc ac_cmd_partnership_use(ac_cli *cli);
ac_rc ac_cmd_partnership_show(ac_cli *cli);
ac_rc ac_cmd_partnership_leave(ac_cli *cli);
ac_rc ac_cmd_partner_list(ac_cli *cli);
ac_rc ac_cmd_partner_show(ac_cli *cli);
ac_rc ac_cmd_partner_verify(ac_cli *cli);
ac_rc ac_cmd_partner_address(ac_cli *cli);
ac_rc ac_cmd_invite(ac_cli *cli);
ac_rc ac_cmd_join(ac_cli *cli);
ac_rc ac_cmd_admit(ac_cli *cli);
ac_rc ac_cmd_device_list(ac_cli *cli);
ac_rc ac_cmd_device_invite(ac_cli *cli);
ac_rc ac_cmd_device_join(ac_cli *cli);
ac_rc ac_cmd_device_continue(ac_cli *cli);
ac_rc ac_cmd_promise(ac_cli *cli);
ac_rc ac_cmd_ask(ac_cli *cli);
ac_rc ac_cmd_sign(ac_cli *cli);
ac_rc ac_cmd_decline(ac_cli *cli);
ac_rc ac_cmd_retract(ac_cli *cli);
ac_rc ac_cmd_amend(ac_cli *cli);
ac_rc ac_cmd_resolve(ac_cli *cli);
ac_rc ac_cmd_progress(ac_cli *cli);
ac_rc ac_cmd_deliver(ac_cli *cli);
ac_rc ac_cmd_accept(ac_cli *cli);
ac_rc ac_cmd_dispute(ac_cli *cli);
ac_rc ac_cmd_respond(ac_cli *cli);
ac_rc ac_cmd_withdraw(ac_cli *cli);
ac_rc ac_cmd_release(ac_cli *cli);
ac_rc ac_cmd_suspend(ac_cli *cli);
ac_rc ac_cmd_resume(ac_cli *cli);
ac_rc ac_cmd_reopen(ac_cli *cli);
ac_rc ac_cmd_note(ac_cli *cli);
ac_rc ac_cmd_draft_list(ac_cli *cli);
ac_rc ac_cmd_draft_show(ac_cli *cli);
ac_rc ac_cmd_draft_edit(ac_cli *cli);
ac_rc ac_cmd_draft_drop(ac_cli *cli);
ac_rc ac_cmd_draft_sign(ac_cli *cli);
ac_rc ac_cmd_share(ac_cli *cli);
ac_rc ac_cmd_why(ac_cli *cli);
ac_rc ac_cmd_bring(ac_cli *cli);
ac_rc ac_cmd_gain(ac_cli *cli);
ac_rc ac_cmd_outcome(ac_cli *cli);
ac_rc ac_cmd_decide(ac_cli *cli);
ac_rc ac_cmd_risk(ac_cli *cli);
ac_rc ac_cmd_question(ac_cli *cli);
ac_rc ac_cmd_reply(ac_cli *cli);
ac_rc ac_cmd_milestone(ac_cli *cli);
ac_rc ac_cmd_board(ac_cli *cli);
ac_rc ac_cmd_agree(ac_cli *cli);
ac_rc ac_cmd_check(ac_cli *cli);
ac_rc ac_cmd_review(ac_cli *cli);
ac_rc ac_cmd_principles(ac_cli *cli);
ac_rc ac_cmd_value(ac_cli *cli);
ac_rc ac_cmd_pyramid(ac_cli *cli);
ac_rc ac_cmd_case(ac_cli *cli);
ac_rc ac_cmd_list(ac_cli *cli);
ac_rc ac_cmd_show(ac_cli *cli);
ac_rc ac_cmd_search(ac_cli *cli);
ac_rc ac_cmd_log(ac_cli *cli);
ac_rc ac_cmd_status(ac_cli *cli);
ac_rc ac_cmd_sync(ac_cli *cli);
ac_rc ac_cmd_serve(ac_cli *cli);
ac_rc ac_cmd_export(ac_cli *cli);
ac_rc ac_cmd_import(ac_cli *cli);
ac_rc ac_cmd_audit(ac_cli *cli);
ac_rc ac_cmd_calendar(ac_cli *cli);
ac_rc ac_cmd_report(ac_cli *cli);
ac_rc ac_cmd_doctor(ac_cli *cli);
ac_rc ac_cmd_key_sheet(ac_cli *cli);
ac_rc ac_cmd_key_unlock(ac_cli *cli);
ac_rc ac_cmd_key_lock(ac_cli *cli);
ac_rc ac_cmd_demo(ac_cli *cli);
ac_rc ac_cmd_help(ac_cli *cli);
ac_rc ac_cmd_version(ac_cli *cli);

#endif
