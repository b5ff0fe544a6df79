import type { ConsentEdition } from "@/domain/consent/texts";
import { parentAccount1En } from "./parent-account-1.en";
import { parentAccount1ZhTw } from "./parent-account-1.zh-TW";
import { studentCard1En } from "./student-card-1.en";
import { studentCard1ZhTw } from "./student-card-1.zh-TW";

/** Every version ever to be in force, each in all languages (A2). A new one is added at the end. */
export const consentEditions: readonly ConsentEdition[] = [
  {
    kind: "parent_account",
    version: 1,
    wordings: { "zh-TW": parentAccount1ZhTw, en: parentAccount1En },
  },
  {
    kind: "student_card",
    version: 1,
    wordings: { "zh-TW": studentCard1ZhTw, en: studentCard1En },
  },
];
