import { returnPath } from "@/app/_server/headers";
import { isLocale, languageCookie } from "@/app/_server/languages";
import { servedOverTls } from "@/lib/env";

const yearSeconds = 365 * 24 * 60 * 60;

/** The header's language buttons: remember the choice and return to the page they stood on. */
export async function POST(request: Request) {
  const form = await request.formData().catch(() => undefined); // whatever was sent is no form
  const language = form?.get("language");
  const headers = new Headers({ Location: returnPath(request.headers) });
  if (isLocale(language)) {
    const secure = servedOverTls() ? "; Secure" : "";
    const kept = `Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly${secure}`;
    headers.set("Set-Cookie", `${languageCookie}=${language}; ${kept}`);
  }
  return new Response(null, { status: 303, headers });
}
