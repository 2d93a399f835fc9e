import { delay, HttpHandler } from "msw";
import { type Company, sampleCompany } from "../company/index.ts";
import type { SandboxControl } from "./control.ts";
import { type Exchange, recordExchange } from "./exchange.ts";
import { answerUnder, createFaultQueue, deliverUnder, type Faults } from "./faults.ts";
import { createLimiterDesk, type Limit, type Limiter } from "./limiter.ts";
import { createTokenDesk, type TokenDesk } from "./tokens.ts";
import { createWebhookKeeper, type SandboxWebhooks, type WebhookDefinition, type WebhookDesk } from "./webhooks.ts";

export interface SandboxOptions {
  /** Whose data the vendor holds. Default `sampleCompany()`. */
  company?: Company;
  /** The vendor's clock. Default: stands still at the company's `now`. */
  now?: () => Date;
  /** Seconds an access token lives. Default: as with the vendor. */
  tokenLifetime?: number;
  /** Enforces the vendor's rate limits, on `now` where it is given and else in real time. Default false. */
  limits?: boolean;
  /** Milliseconds before the vendor answers. Default 0. */
  latency?: number;
  /** Keeps every exchange, and every webhook sent. Default true; switch it off where there are many. */
  record?: boolean;
}

/** A vendor simulated in memory. Sandboxes share nothing with each other. */
export interface Sandbox {
  /** The connector's id. */
  readonly id: string;
  /** A configuration that gets in. */
  readonly config: Record<string, unknown>;
  /** For `setupServer` of "msw/node", or for `serve`. */
  readonly handlers: HttpHandler[];
  readonly faults: Faults;
  /** Every request the vendor knows, in order of arrival. */
  readonly exchanges: Exchange[];
  readonly control: SandboxControl;
  /** Absent where the vendor sends none. */
  readonly webhooks?: SandboxWebhooks | undefined;
  /** Takes data, tokens, counters, faults, webhooks and exchanges back to the start. */
  reset(): void;
}

/** What the vendor's half of a sandbox has at hand. */
export interface SandboxKit {
  /** The truth the vendor's data is derived from; never changed. */
  readonly company: Company;
  /** The vendor's clock. */
  now(): Date;
  readonly tokens: TokenDesk;
  readonly webhooks: WebhookDesk;
  /** Makes a limiter that admits everything unless limits are enforced. To be called while the handlers are made, not per request. */
  limiter(limit: Limit): Limiter;
}

export interface SandboxDefinition<State> {
  id: string;
  config: Record<string, unknown>;
  /** The vendor's data and first tokens. Called anew on reset. */
  state(company: Company, kit: SandboxKit): State;
  /** `http.*` handlers on the vendor's real addresses. Each answers every request it matches. Called once. */
  handlers(state: () => State, kit: SandboxKit): HttpHandler[];
  control(state: () => State, kit: SandboxKit): SandboxControl;
  /** The vendor's own "too many requests". */
  rateLimited(retryAfter: string | undefined): Response;
  webhooks?: WebhookDefinition<State>;
}

/** Describes a simulated vendor once; what it returns makes independent sandboxes of it. */
export function defineSandbox<State>(definition: SandboxDefinition<State>): (options?: SandboxOptions) => Sandbox {
  return (options = {}) => createSandbox(definition, options);
}

function createSandbox<State>(definition: SandboxDefinition<State>, options: SandboxOptions): Sandbox {
  const { company = sampleCompany(), tokenLifetime, limits = false, latency = 0, record = true } = options;
  const now = options.now ?? (() => new Date(company.now));
  const tokens = createTokenDesk(now, tokenLifetime);
  const limiters = createLimiterDesk(options.now ?? (() => new Date()), limits);
  const faults = createFaultQueue();
  const exchanges: Exchange[] = [];

  const state = (): State => current;
  const keeper = createWebhookKeeper(definition.webhooks, state, now, record);

  const kit: SandboxKit = { company, now, tokens, webhooks: keeper.desk, limiter: limiters.create };
  let current = definition.state(company, kit);

  const respond = async (handler: HttpHandler, request: Request, requestId: string): Promise<Response> => {
    if (latency > 0) await delay(latency);
    const result = await handler.run({ request, requestId });
    if (!result?.response)
      throw new Error(`Sandbox ${definition.id}: the handler of ${handler.info.header} gave no answer`);
    return result.response;
  };
  const wrap = (handler: HttpHandler): HttpHandler =>
    new HttpHandler(handler.info.method, handler.info.path, async ({ request, requestId }) => {
      const fault = faults.take(request);
      const answer = (): Promise<Response> =>
        answerUnder(fault, {
          rateLimited: definition.rateLimited,
          expireTokens: tokens.expireAll,
          revokeTokens: tokens.revokeAll,
          respond: () => respond(handler, request, requestId),
        });
      const answered = record ? await recordExchange(exchanges, request, fault, answer) : await answer();
      return deliverUnder(fault, answered, request.signal);
    });

  return {
    id: definition.id,
    config: structuredClone(definition.config),
    handlers: definition.handlers(state, kit).map(wrap),
    faults: { inject: faults.inject, clear: faults.clear },
    exchanges,
    control: keeper.told(definition.control(state, kit)),
    webhooks: keeper.webhooks,
    reset() {
      tokens.revokeAll();
      keeper.reset();
      limiters.reset();
      faults.clear();
      exchanges.length = 0;
      current = definition.state(company, kit);
    },
  };
}
