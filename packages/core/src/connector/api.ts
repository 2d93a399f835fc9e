import type { Clock } from "../http/pace.ts";
import type { Answer, Wire } from "./wire.ts";

/** How declared and hand-written operations reach the vendor: authorised, paced, retried, kept to the allowed hosts. */
export interface Api {
  /** Whether the connection was opened to fetch sensitive fields too. */
  readonly sensitive: boolean;
  /** How many elements a page is to hold, where the caller chose it. */
  readonly pageSize?: number | undefined;
  /** The connection's settings, as its connector's schema reads them. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The files of the connection, where its connector reads files; it then makes no requests. */
  readonly files?: Files | undefined;
  /** What waits are made by; the real one unless given. */
  readonly clock?: Clock | undefined;
  /** Opens a file at an address on an allowed host, to be read as it comes. Credentials go to the API's own host alone. */
  download?(address: string, options?: { signal?: AbortSignal | undefined }): Promise<AsyncIterable<Uint8Array>>;
  request(wire: Wire & { path: string }, options?: { signal?: AbortSignal | undefined }): Promise<Answer>;
}

/** A file that was read: its documents, or why there are none. */
export interface FileContent {
  readonly documents: readonly unknown[];
  readonly problem?: string;
}

/** The files of a connection. */
export interface Files {
  /** The paths of all files within the folder, with `/`, in an order that stays. Throws where a folder cannot be read, since its files would be taken for deleted. */
  paths(): Promise<string[]>;
  /** Where a document stands: the path of its file, and its lines, as in `may.csv:12`; else from the second in a file on which one, as in `may.xml#2`. */
  place(path: string, document: unknown, index: number): string;
  /** Undefined for a file that is no longer there. */
  read(path: string): Promise<FileContent | undefined>;
}
