import { AttemptTimeout } from "./explain.ts";

interface Patience {
  readonly signal: AbortSignal;
  within<Result>(coming: Promise<Result>): Promise<Result>;
}

/** Bounds each wait for the vendor, and not what is done with what came. */
export const patient = (milliseconds: number, signal: AbortSignal | undefined): Patience => {
  const limit = new AbortController();
  return {
    signal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal,
    async within<Result>(coming: Promise<Result>): Promise<Result> {
      const timer = setTimeout(() => limit.abort(), milliseconds);
      try {
        return await coming;
      } catch (error) {
        throw limit.signal.aborted ? new AttemptTimeout(`no answer within ${milliseconds / 1000} s`) : error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
};

/** A body as it comes. */
export const chunksOf = async function* (response: Response, { within }: Patience): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await within(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};
