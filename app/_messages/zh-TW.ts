import account from "./zh-TW/account.json";
import apply from "./zh-TW/apply.json";
import common from "./zh-TW/common.json";
import fault from "./zh-TW/fault.json";
import form from "./zh-TW/form.json";
import mailbox from "./zh-TW/mailbox.json";
import portal from "./zh-TW/portal.json";
import portalSignIn from "./zh-TW/portal-sign-in.json";

/** One name per section; the other languages must have the same keys (tests/app/messages). */
export default {
  common,
  fault,
  portal,
  apply,
  account,
  form,
  mailbox,
  "portal-sign-in": portalSignIn,
};
