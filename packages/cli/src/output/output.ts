import { exit } from "../exit.ts";

/** Where a command writes: results to stdout, remarks to stderr, and no secret to either. */
export interface Output {
  /** Whether a person watches stdout. */
  readonly isTerminal: boolean;
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line beside the result: errors, remarks. */
  remark(line: string): void;
  /**
   * Writes lines of data as they are, since masking would change a record that happens to hold the same text, and waits until they are taken. Throws where
   * nobody takes them any more.
   */
  data(lines: readonly string[]): Promise<void>;
  /** Shows lines at the end of the terminal, in place of those shown before. Their characters must be one column wide. */
  live(lines: readonly string[]): void;
  /** From now on the value is never written. */
  protect(secret: string): void;
  /** Goes on when whoever reads stdout has enough of it, as head does; unless this is called, the process then ends. */
  outliveReader(): void;
}

const mask = "***";

/** Shorter values cannot keep a secret, and masking them would hide ordinary text. */
const shortestSecret = 4;

export const processOutput = (): Output => {
  const { stdout, stderr } = process;
  const forms = new Set<string>();
  const guard = (text: string): string => {
    let safe = text;
    for (const form of forms) safe = safe.replaceAll(form, mask);
    return safe;
  };

  let shown: readonly string[] = [];
  /** Writes something above the live lines, or other lines in their place. */
  const above = (write: () => void, lines = shown): void => {
    if (shown.length > 0) stdout.write(`\u001b[${shown.length}A\u001b[J`);
    write();
    shown = lines;
    // A terminal that does not know its width says 0.
    const width = (stdout.columns || 80) - 1;
    if (shown.length > 0) stdout.write(shown.map((line) => `${guard(line).slice(0, width)}\n`).join(""));
  };

  let outlivesReader = false;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" && outlivesReader) return;
    if (error.code === "EPIPE") process.exit(exit.success);
    stderr.write(`error: The output cannot be written: ${error.message}.\n`);
    process.exit(exit.failure);
  });
  // Then nobody is left to be told.
  stderr.on("error", () => undefined);

  return {
    isTerminal: stdout.isTTY === true,
    print: (line) => above(() => stdout.write(`${guard(line)}\n`)),
    remark: (line) => above(() => stderr.write(`${guard(line)}\n`)),
    data: (lines) =>
      new Promise((resolve, reject) => {
        stdout.write(`${lines.join("\n")}\n`, (error) => (error ? reject(unread(error)) : resolve()));
      }),
    live: (lines) => above(() => undefined, lines),
    protect(secret) {
      if (secret.length < shortestSecret) return;
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) forms.add(form);
    },
    outliveReader() {
      outlivesReader = true;
    },
  };
};

const unread = (cause: Error): Error =>
  new Error(`The reader of the output has ended: ${cause.message}. See what it says, and run both again.`, { cause });
