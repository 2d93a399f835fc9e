export { type ConnectionEntry, connection, defineConfig, type OpenSMEConfig } from "./config/define.ts";
export { env } from "./config/env.ts";
export { type TokenFileOptions, tokenFile } from "./config/tokens.ts";
