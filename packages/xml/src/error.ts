/** Says why a text is no XML document, and on which line. Quotes nothing of what it holds. */
export class XmlError extends Error {
  override readonly name = "XmlError";
  readonly line: number;

  constructor(problem: string, line: number) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}
