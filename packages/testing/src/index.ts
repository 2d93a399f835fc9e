export { HttpResponse, http } from "msw";
export { type Company, type CompanyOptions, sampleCompany } from "./company/index.ts";
export {
  type ConformanceOptions,
  conformance,
  judge,
  laws,
  type Runner,
  type Verdict,
} from "./conformance/conformance.ts";
export { type Fixtures, loadFixtures } from "./conformance/fixtures.ts";
export { type Law, type Subject, Violation } from "./conformance/law.ts";
export type { SandboxControl } from "./sandbox/control.ts";
export type { Exchange } from "./sandbox/exchange.ts";
export type { Fault, Faults, FaultTarget } from "./sandbox/faults.ts";
export type { Limit, Limiter } from "./sandbox/limiter.ts";
export {
  defineSandbox,
  type Sandbox,
  type SandboxDefinition,
  type SandboxKit,
  type SandboxOptions,
} from "./sandbox/sandbox.ts";
export { type Gateway, serve } from "./sandbox/serve.ts";
export type { IssuedTokens, TokenDesk } from "./sandbox/tokens.ts";
export type {
  RecordChange,
  SandboxWebhooks,
  WebhookAddress,
  WebhookDefinition,
  WebhookDesk,
  WebhookMessage,
} from "./sandbox/webhooks.ts";
