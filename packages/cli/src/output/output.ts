/** Where a command writes: results to stdout, remarks to stderr, and no secret to either. */
export interface Output {
  /** Whether a person watches stdout. */
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Writes a line of the result. */
  print(line: string): void;
  /** Writes a line beside the result: errors, remarks. */
  remark(line: string): void;
  /** Writes as it stands, for what redraws itself. */
  draw(text: string): void;
  /** From now on the value is never written. */
  protect(secret: string): void;
}

const mask = "[secret]";

/** Shorter values cannot keep a secret, and masking them would hide ordinary text. */
const shortestSecret = 4;

export const processOutput = (): Output => {
  const forms = new Set<string>();
  const guard = (text: string): string => {
    let safe = text;
    for (const form of forms) safe = safe.replaceAll(form, mask);
    return safe;
  };
  return {
    isTerminal: process.stdout.isTTY === true,
    width: process.stdout.columns ?? 80,
    print: (line) => void process.stdout.write(`${guard(line)}\n`),
    remark: (line) => void process.stderr.write(`${guard(line)}\n`),
    draw: (text) => void process.stdout.write(guard(text)),
    protect(secret) {
      if (secret.length < shortestSecret) return;
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) forms.add(form);
    },
  };
};
