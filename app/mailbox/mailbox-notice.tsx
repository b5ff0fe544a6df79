import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";

/** What this place is: nobody should mistake it for mail. */
export async function MailboxNotice() {
  const t = await getTranslations("mailbox");
  return (
    <Notice title={t("noticeTitle")}>
      <p>{t("notice")}</p>
    </Notice>
  );
}
