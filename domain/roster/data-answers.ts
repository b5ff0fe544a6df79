import { z } from "zod";

/** What of a child's school record a parent confirms or reports (G2-2, A14). */
export const studentDataItems = ["class", "name", "student_number"] as const;
export type StudentDataItem = (typeof studentDataItems)[number];

/** How long the sentence for the registrar may be, in characters. */
export const dataNoteMax = 200;

export const dataAnswerComplaints = ["choose_one", "items_missing", "note_too_long"] as const;
export type DataAnswerComplaint = (typeof dataAnswerComplaints)[number];

const say = (complaint: DataAnswerComplaint) => complaint;

const Note = z
  .string()
  .transform((typed) => typed.normalize("NFC").replace(/\r\n?/g, "\n").trim())
  .pipe(z.string().refine((note) => [...note].length <= dataNoteMax, say("note_too_long")))
  .transform((note) => note || undefined);

/** An answer as it may be sent: correct, or wrong with at least one item named. */
export const DataAnswer = z.discriminatedUnion(
  "answer",
  [
    z.object({ answer: z.literal("correct") }),
    z.object({
      answer: z.literal("error"),
      wrongItems: z
        .array(z.enum(studentDataItems))
        .min(1, say("items_missing"))
        .transform((items) => studentDataItems.filter((item) => items.includes(item))),
      note: Note.optional(),
    }),
  ],
  { error: say("choose_one") },
);
export type DataAnswer = z.output<typeof DataAnswer>;

/** An answer as it may be kept for later: a choice, perhaps without items yet, never the note. */
export const DataDraft = z.object({
  answer: z.enum(["correct", "error"], say("choose_one")),
  wrongItems: z.array(z.enum(studentDataItems)).default([]),
});
export type DataDraft = z.output<typeof DataDraft>;
