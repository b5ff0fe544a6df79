"use server";

import { redirect } from "next/navigation";
import { isOwnRequest } from "@/app/_server/action";
import { leaveSession } from "@/app/_server/session";

/** Out of the account, here and in every copy of this session. */
export async function signOut() {
  if (!(await isOwnRequest())) redirect("/children");
  await leaveSession("holder");
  redirect("/sign-in/signed-out");
}
