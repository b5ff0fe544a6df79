import en from "@/app/_messages/en/fault.json";
import zhTW from "@/app/_messages/zh-TW/fault.json";

/** Next's number of a fault in the server's log; a fault in the browser has none. */
export type Digested = Error & { digest?: string };

/** Something broke: one short sentence and a code, in one language. Never the message. */
export function Fault({ error, lang }: { error: Digested; lang: "zh-Hant-TW" | "en" }) {
  const said = lang === "en" ? en : zhTW;
  return (
    <section lang={lang}>
      <title>{said.title}</title>
      <h1>{said.title}</h1>
      <p>{said.body}</p>
      {error.digest && (
        <p>
          {said.code} <strong>{error.digest}</strong>
        </p>
      )}
      <a href="/" className="button">
        {said.home}
      </a>
    </section>
  );
}
