/** Once, before the first request of a web process. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { believeOnlyTrustedProxies } = await import("./app/_server/source-address");
  believeOnlyTrustedProxies();
}
