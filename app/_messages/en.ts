import account from "./en/account.json";
import apply from "./en/apply.json";
import common from "./en/common.json";
import fault from "./en/fault.json";
import form from "./en/form.json";
import mailbox from "./en/mailbox.json";
import portal from "./en/portal.json";
import portalSignIn from "./en/portal-sign-in.json";
import type zhTW from "./zh-TW";

/** Typed after zh-TW: a missing sentence does not compile. */
const messages: typeof zhTW = {
  common,
  fault,
  portal,
  apply,
  account,
  form,
  mailbox,
  "portal-sign-in": portalSignIn,
};
export default messages;
