import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { messages } from "./singer-spec.ts";

interface Message {
  readonly type: string;
  readonly stream: string;
  readonly schema: object;
  readonly key_properties: readonly string[];
  readonly bookmark_properties?: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
  readonly version?: number;
  readonly time_extracted: string;
  readonly value: unknown;
}

interface Row {
  readonly record: Readonly<Record<string, unknown>>;
  readonly version: number | undefined;
}

/** What a Singer target is: holds each message against the specification, validates each record, keeps one row for each key, and the last state. A line that a killed tap could not finish is dropped. */
export const target = (): {
  take(stdout: string): void;
  ids(stream: string): string[];
  rows(stream: string): Readonly<Record<string, unknown>>[];
  readonly schemas: ReadonlyMap<string, object>;
  state: unknown;
} => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  ajv.addFormat("x-singer.decimal", /^-?\d+(?:\.\d+)?$/);
  const isMessage = ajv.compile(messages);
  const validators = new Map<string, ReturnType<typeof ajv.compile>>();
  const schemas = new Map<string, object>();
  const tables = new Map<string, Map<string, Row>>();
  const table = (stream: string): Map<string, Row> => {
    const rows = tables.get(stream) ?? new Map<string, Row>();
    tables.set(stream, rows);
    return rows;
  };

  const take: Readonly<Record<string, (message: Message) => void>> = {
    SCHEMA({ stream, schema, key_properties, bookmark_properties = [] }) {
      const fields = Object.keys((schema as { properties: object }).properties);
      const strange = [...key_properties, ...bookmark_properties].find((name) => !fields.includes(name));
      if (strange !== undefined) throw new Error(`The schema of ${stream} has no ${strange}.`);
      schemas.set(stream, schema);
      validators.set(stream, ajv.compile(schema));
    },
    RECORD({ stream, record, version, time_extracted }) {
      const validate = validators.get(stream);
      if (!validate) throw new Error(`A record of ${stream} came before its schema.`);
      if (!validate(record)) throw new Error(`${stream}: ${ajv.errorsText(validate.errors)}`);
      if (Number.isNaN(Date.parse(time_extracted))) throw new Error(`${time_extracted} is no moment.`);
      const id = String(record["id"]);
      if (record["_sdc_deleted_at"]) table(stream).delete(id);
      else table(stream).set(id, { record, version });
    },
    ACTIVATE_VERSION({ stream, version }) {
      for (const [id, row] of table(stream)) if (row.version !== version) table(stream).delete(id);
    },
    STATE({ value }) {
      result.state = value;
    },
  };
  const result = {
    schemas,
    state: undefined as unknown,
    take(stdout: string): void {
      for (const line of stdout.split("\n").slice(0, -1)) {
        const message: Message = JSON.parse(line);
        if (!isMessage(message)) throw new Error(`${line}: ${ajv.errorsText(isMessage.errors)}`);
        const handle = take[message.type];
        if (!handle) throw new Error(`There is no message ${message.type}.`);
        handle(message);
      }
    },
    ids: (stream: string) => [...table(stream).keys()].sort(),
    rows: (stream: string) => [...table(stream).values()].map(({ record }) => record),
  };
  return result;
};
