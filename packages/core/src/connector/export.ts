import type { ErrorCode } from "../error-codes.ts";
import { OpenSMEError } from "../errors.ts";
import { realClock } from "../http/pace.ts";
import type { Api } from "./api.ts";
import type { FileFormat } from "./file-formats.ts";
import type { Deletes, Listing, RowPage } from "./listing.ts";
import { type Answer, dateOf, type Json, type Wire } from "./wire.ts";

/** What has become of a file that a vendor was asked to prepare. */
export type ExportOutcome =
  /** `wait`: seconds after which the vendor wants to be asked again. */
  | { status: "pending"; wait?: number | undefined }
  /** Without an address there is nothing in it. `count`: how many elements the vendor says it holds, parts not counted. */
  | { status: "ready"; url?: string | undefined; count?: number | undefined }
  /** `message` in the vendor's words; `code` is `unavailable` unless given. */
  | {
      status: "failed" | "cancelled" | "expired";
      message?: string | undefined;
      vendorCode?: string | undefined;
      code?: ErrorCode | undefined;
    };

interface ExportDeclaration {
  /** Asks for the file. */
  request: Wire & { path: string };
  /** What the vendor calls the job, out of the answer. */
  job: (answer: Answer) => string;
  /** Asks what has become of the job. */
  poll: (job: string) => Wire & { path: string };
  /** Undefined where the vendor knows of no such job; an error `not_found` says the same. */
  outcome: (answer: Answer) => ExportOutcome | undefined;
  /** Whether a refusal of the request says that another job is to end first. */
  isBusy?: (refusal: OpenSMEError) => boolean;
  format: FileFormat;
  /** For files that hold parts of a row as elements behind it: which they are, and how a row becomes whole. A row that this throws on is passed on as `{ row, parts }`, to be rejected by its schema. */
  parts?: { isPart: (element: unknown) => boolean; join: (row: unknown, parts: readonly unknown[]) => unknown };
  /** The rows that one element, with its parts, stands for; itself unless given. */
  split?: (row: unknown) => readonly unknown[];
  /** Asks for what of the rows of a page the file cannot hold. */
  complete?: (rows: readonly unknown[], api: Api, signal: AbortSignal | undefined) => Promise<readonly unknown[]>;
  deletes: Deletes;
  /** The listing for reads since a moment, and for those that are better read page by page. */
  paged?: { list: Listing; suits?: (api: Api, signal: AbortSignal | undefined) => Promise<boolean> };
  /** Seconds between questions where the vendor names none: they double from the first to the most. 2 and 60 unless given. */
  waits?: { first: number; most: number };
  /** Seconds that one read waits for the file; an hour unless given. The next goes on waiting. */
  patience?: number;
  /** Seconds after which a job is given up and asked for anew; a day unless given. */
  lifetime?: number;
}

/** Where the read of a file stands: which job it is of, when that was asked for, and how many elements were gone through. */
interface Position {
  job: string;
  askedAt: string;
  seen: number;
}

const isPosition = (cursor: Json | undefined): cursor is Json & Position =>
  typeof cursor === "object" &&
  cursor !== null &&
  "job" in cursor &&
  typeof cursor["job"] === "string" &&
  "askedAt" in cursor &&
  typeof cursor["askedAt"] === "string" &&
  "seen" in cursor &&
  typeof cursor["seen"] === "number";

type Ready = Extract<ExportOutcome, { status: "ready" }>;
type Ended = Extract<ExportOutcome, { message?: unknown }>;

/** Rows of a page unless the caller chose. */
const pageSize = 500;

/** Downloads in a row that may fail. */
const mostFailures = 3;

/**
 * A listing that the vendor prepares as a file: it is asked for the file, then for what has become of it, and the file is read as it comes. A read that is cut off
 * goes on with the same job, and begins another where the vendor has none any more. The last page comes only with the end of a whole file.
 */
export const exported = (declaration: ExportDeclaration): Listing => {
  const {
    request,
    job,
    poll,
    outcome,
    isBusy,
    format,
    parts,
    split = alone,
    complete = async (rows) => rows,
    deletes,
    paged,
    waits = { first: 2, most: 60 },
    patience = 3600,
    lifetime = 86_400,
  } = declaration;

  /** Waits of one read, together no longer than its patience. */
  const waiter = ({ clock = realClock }: Api, signal: AbortSignal | undefined) => {
    let [next, waited] = [waits.first, 0];
    return async (asked: number | undefined): Promise<void> => {
      const wait = asked ?? next;
      next = Math.min(2 * next, waits.most);
      waited += wait;
      if (waited > patience) throw outOfPatience(patience);
      await clock.sleep(wait * 1000, signal);
    };
  };
  type Wait = ReturnType<typeof waiter>;

  const begin = async (api: Api, wait: Wait, signal: AbortSignal | undefined): Promise<[Position, RowPage]> => {
    for (;;) {
      try {
        const answer = await api.request(request, { signal });
        const position = { job: job(answer), askedAt: new Date().toISOString(), seen: 0 };
        // Known before anything of it has come, so that a read that is cut off asks for no second file.
        return [position, { rows: [], cursor: asJson(position), answeredAt: dateOf(answer) }];
      } catch (error) {
        if (!OpenSMEError.is(error) || !isBusy?.(error)) throw error;
        await wait(error.retryAfter);
      }
    }
  };

  const ended = async (position: Position, api: Api, wait: Wait, signal?: AbortSignal): Promise<Ready | Ended> => {
    for (;;) {
      const answer = await api.request(poll(position.job), { signal }).catch((error: unknown) => {
        if (OpenSMEError.is(error) && error.code === "not_found") return undefined;
        throw error;
      });
      const found = answer && outcome(answer);
      if (!answer || !found) return { status: "expired" };
      if (found.status !== "pending") return found;
      if (Date.now() - Date.parse(position.askedAt) > lifetime * 1000) return { status: "expired" };
      await wait(found.wait ?? retryAfter(answer));
    }
  };

  const pagesOf = async function* (position: Position, { url, count }: Ready, api: Api, signal?: AbortSignal) {
    const size = api.pageSize ?? pageSize;
    let [rows, seen]: [unknown[], number] = [[], 0];
    let row: { element: unknown; parts: unknown[] } | undefined;
    const elements = url === undefined ? nothing() : format(await downloadOf(api)(url, { signal }));
    let counted = 0;
    const take = (): void => {
      seen += 1;
      if (row && seen > position.seen) rows.push(...split(joined(row.element, row.parts)));
    };
    for await (const element of elements) {
      if (row && parts?.isPart(element)) {
        row.parts.push(element);
        continue;
      }
      counted += 1;
      if (row) take();
      row = { element, parts: [] };
      if (rows.length < size) continue;
      yield { rows: await complete(rows, api, signal), cursor: asJson({ ...position, seen }) };
      rows = [];
    }
    if (row) take();
    if (count !== undefined && counted < count) throw incomplete(counted, count);
    yield { rows: await complete(rows, api, signal) };
  };

  const joined = (element: unknown, found: readonly unknown[]): unknown => {
    try {
      return parts ? parts.join(element, found) : element;
    } catch {
      return { row: element, parts: found };
    }
  };

  const file = async function* (cursor: Json | undefined, api: Api, signal?: AbortSignal): AsyncGenerator<RowPage> {
    const wait = waiter(api, signal);
    let isOld = isPosition(cursor);
    let position: Position | undefined = isPosition(cursor) ? cursor : undefined;
    let failures = 0;
    for (;;) {
      if (!position) {
        const [begun, page]: [Position, RowPage] = await begin(api, wait, signal);
        position = begun;
        yield page;
      }
      const found: Ready | Ended = await ended(position, api, wait, signal);
      let failure: OpenSMEError | undefined = found.status === "ready" ? undefined : failureOf(found);
      if (found.status === "ready") {
        try {
          for await (const page of pagesOf(position, found, api, signal)) {
            if (isPosition(page.cursor)) [position, failures] = [page.cursor, 0];
            yield page;
          }
          return;
        } catch (error) {
          if (signal?.aborted || !OpenSMEError.is(error) || !isPassing(error)) throw error;
          failures += 1;
          if (failures < mostFailures) {
            await wait(error.retryAfter);
            continue;
          }
          failure = error;
        }
      }
      // What an earlier read was promised may have come to nothing in the meantime; a promise of this read is not asked for twice.
      if (!isOld) throw failure;
      [position, isOld, failures] = [undefined, false, 0];
    }
  };

  const prepared: Listing = {
    paging: "custom",
    deletes,
    incremental: false,
    overlap: 0,
    get prepared() {
      return prepared;
    },
    pages: ({ cursor, signal }, api) => file(cursor, api, signal),
    rowsIn: () => undefined,
    split,
  };
  if (!paged) return prepared;

  const { list, suits } = paged;
  return {
    ...list,
    deletes,
    prepared,
    async *pages(input, api) {
      const { since, cursor, signal } = input;
      const isBegun = cursor !== undefined;
      const isPaged = isBegun ? !isPosition(cursor) : since !== undefined || ((await suits?.(api, signal)) ?? false);
      yield* (isPaged ? list : prepared).pages(input, api);
    },
  };
};

const alone = (row: unknown): readonly unknown[] => [row];

const nothing = async function* (): AsyncGenerator<unknown> {};

const asJson = (position: Position): Json => ({ ...position });

/** Whether a download can succeed with another try, or at another address: those of files live for a while only. */
const isPassing = ({ retryable, status = 0 }: OpenSMEError): boolean => retryable || (status >= 400 && status < 500);

const downloadOf = ({ download }: Api): NonNullable<Api["download"]> => {
  if (download) return download;
  throw new OpenSMEError("A file can be downloaded only on a connection over HTTP.", { code: "config" });
};

const failureOf = ({ status, message, vendorCode, code = "unavailable" }: Ended): OpenSMEError => {
  const what = {
    failed: "The vendor could not prepare the file",
    cancelled: "The file was cancelled at the vendor",
    expired: "The vendor no longer has the file",
  }[status];
  return new OpenSMEError(
    `${what}${message ? `: ${message.replace(/[.\s]+$/, "")}` : ""}. Run again to ask for another.`,
    {
      code,
      retryable: code === "unavailable" || code === "timeout",
      ...(vendorCode === undefined ? {} : { vendorCode }),
    },
  );
};

const outOfPatience = (patience: number): OpenSMEError =>
  new OpenSMEError(
    `The vendor has not prepared the file within ${patience} s. Run again later: the same file is waited for.`,
    { code: "timeout", retryable: true },
  );

const incomplete = (counted: number, count: number): OpenSMEError =>
  new OpenSMEError(
    `The file holds ${counted} elements, and the vendor counts ${count}. Run again to download the rest of it.`,
    { code: "mismatch", retryable: true },
  );

const retryAfter = ({ headers }: Answer): number | undefined => {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : seconds;
};
