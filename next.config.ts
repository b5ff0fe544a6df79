import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** A document is at most 10 MB; two of them and the form around them fit into one request. */
const requestBodyMax = "25mb";

const fileHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];
const keptForADay = { key: "Cache-Control", value: "public, max-age=86400" };

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // An action's arguments are what people typed.
  logging: { serverFunctions: false },
  // Types are the business of `npm run check`, whose compiler knows the whole project.
  typescript: { ignoreBuildErrors: true },
  // The title stands in the first bytes of every page, also where nothing runs scripts.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ["pg", "pino", "sharp", "@node-rs/argon2", "bullmq", "ioredis"],
  experimental: {
    serverActions: { bodySizeLimit: requestBodyMax },
    // Without this the proxy silently cuts a body at 10 MB.
    proxyClientMaxBodySize: requestBodyMax,
  },
  // Neither built files nor those in public/ pass through proxy.ts.
  headers: async () => [
    { source: "/_next/static/:path*", headers: fileHeaders },
    { source: "/:file(icon.svg|fault.css)", headers: [...fileHeaders, keptForADay] },
  ],
};

export default createNextIntlPlugin("./app/_server/locale.ts")(config);
