/** What is wrong with a body, in the vendor's words. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly errorCode: string;

  constructor(message: string, errorCode = "KvValidateException") {
    super(message);
    this.errorCode = errorCode;
  }
}
