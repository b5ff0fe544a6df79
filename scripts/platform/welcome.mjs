import { existsSync } from "node:fs";
import { join } from "node:path";
import { cityFolder } from "./city.mjs";
import { columns } from "./columns.mjs";
import { isOnlyHere } from "./local-env.mjs";
import { local } from "./paths.mjs";
import { sentenceFor } from "./plain.mjs";
import { script } from "./script.mjs";

/** The one table at the end of a start: where it is, where letters arrive, whom to try. */
export async function welcome(environment, signal) {
  const address = (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(
    /\/$/,
    "",
  );
  const rows = [["Address", address]];
  const mailbox = !environment.RESEND_API_KEY && isOnlyHere(environment);
  if (mailbox) rows.push(["Mailbox", `${address}/mailbox`]);
  rows.push(["Stop", "Ctrl-C"]);
  const people = await peopleToTry(environment, signal);
  return ["", "親子綁定 is running.", "", indented(columns(rows)), ...people, ""].join("\n");
}

/** Only where the invented city was filled in: a real roster has nobody to try. */
async function peopleToTry(environment, signal) {
  const families = join(cityFolder, "families.json");
  if (!existsSync(families)) return [];
  const args = [families, local("people.md")];
  try {
    const table = await script("scripts/people-to-try.ts", args, environment, signal);
    const heading = "  Invented people to try (all of them: .local/people.md)";
    return ["", heading, "", indented(table.trim())];
  } catch (error) {
    return ["", `  ${sentenceFor(error)}`]; // the service runs without them
  }
}

const indented = (text) => text.replaceAll(/^/gm, "  ");
