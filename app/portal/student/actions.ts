"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { formAction } from "@/app/_server/action";
import type { ActionState } from "@/app/_server/action-state";
import { requireActor } from "@/app/_server/session";
import { answerStudentData } from "@/commands/roster/answer-student-data";
import { keepStudentData } from "@/commands/roster/keep-student-data";
import { DataAnswer, DataDraft } from "@/domain/roster/data-answers";

const by = () => requireActor("portal");
const messages = "portal";

/** Boxes of one name arrive as nothing, one value or several. */
function withBoxes(sent: unknown) {
  const { wrongItems } = sent as { wrongItems?: unknown };
  return { ...(sent as object), wrongItems: wrongItems === undefined ? [] : [wrongItems].flat() };
}

const send = formAction({
  by,
  messages,
  schema: z.preprocess(withBoxes, DataAnswer),
  run: async (actor, answer) => {
    await answerStudentData(actor, answer);
    redirect("/portal/student/sent");
  },
});

const keep = formAction({
  by,
  messages,
  schema: z.preprocess(withBoxes, DataDraft),
  run: async (actor, choice) => {
    await keepStudentData(actor, choice);
    redirect("/portal/home");
  },
});

/** 填答送出, or 暫存離開; whoever chose nothing yet just leaves (A14). */
export async function answerData(previous: ActionState, form: FormData): Promise<ActionState> {
  if (form.get("intent") !== "keep") return send(previous, form);
  if (!form.get("answer")) redirect("/portal/home");
  return keep(previous, form);
}
