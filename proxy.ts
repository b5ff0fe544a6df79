import { type NextRequest, NextResponse } from "next/server";
import { mayChange, responseHeaders } from "@/app/_server/headers";
import { servedOverTls } from "@/lib/env";

/** Headers only. Who may do what is decided in commands, never here. */
export function proxy(request: NextRequest) {
  const headers = responseHeaders({
    nonce: crypto.randomUUID().replaceAll("-", ""),
    development: process.env.NODE_ENV === "development",
    overTls: servedOverTls(),
  });
  if (!mayChange(request.method, request.headers)) {
    return new NextResponse(null, { status: 403, headers });
  }

  // Next reads the nonce for its own scripts from the policy of the request.
  const forwarded = new Headers(request.headers);
  forwarded.set("Content-Security-Policy", headers["Content-Security-Policy"]!);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/**
 * Everything but built files and those of public/, whose headers next.config.ts sets, and the
 * sheets of the development mailbox, whose route allows them less than a page.
 */
export const config = {
  matcher: ["/((?!_next/static/|icon\\.svg$|fault\\.css$|mailbox/[^/]+/letter$).*)"],
};
