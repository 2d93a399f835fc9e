import * as z from "zod";

/** What a walk gives for a value that it does not accept. */
export const refused = Symbol("refused");

/** Whether code may be made at run time: the policy of a page or a process may forbid it. */
export const { value: mayWrite } = z.core.util.allowsEval;

/**
 * Code of a function while it is written. It speaks of everything but plain words by names of constants, so that nothing of a schema but the names of its
 * fields, as JSON has them, stands in the code itself.
 */
export class Source {
  readonly #constants = new Map<unknown, string>([[refused, "refused"]]);
  #variables = 0;

  /** The name of a value that the code uses. */
  constant(value: unknown): string {
    const name = this.#constants.get(value) ?? `constant${this.#constants.size}`;
    this.#constants.set(value, name);
    return name;
  }

  /** A name that stands nowhere else. */
  variable(): string {
    this.#variables += 1;
    return `variable${this.#variables}`;
  }

  /** The function, of which `code` is the text. */
  evaluate<Made>(code: string): Made {
    return new Function(...this.#constants.values(), `"use strict"; return ${code}`)(...this.#constants.keys());
  }
}
