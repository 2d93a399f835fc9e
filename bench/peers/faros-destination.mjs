import { createInterface } from "node:readline";
import cdk from "faros-airbyte-cdk";
import { invoicesTable } from "./invoices-table.mjs";

/**
 * A destination as the kit's authors write theirs: it reads the source's messages from stdin, converts the records of a stream, and inserts them; a thousand are one
 * transaction. Reads `{ path }` under --config.
 */
const {
  AirbyteDestination,
  AirbyteDestinationRunner,
  AirbyteLogger,
  AirbyteMessageType,
  AirbyteSpec,
  parseAirbyteMessage,
} = cdk;

const batch = 1000;

const moment = (text) => new Date(Number(/-?\d+/.exec(text)[0])).toISOString();

const convert = (row) => [
  row.InvoiceID,
  row.InvoiceNumber,
  row.Reference,
  row.Contact.ContactID,
  row.Contact.Name,
  row.Status,
  row.DateString.slice(0, 10),
  row.DueDateString.slice(0, 10),
  row.CurrencyCode,
  row.CurrencyRate,
  row.LineAmountTypes === "Inclusive" ? 1 : 0,
  row.SubTotal,
  row.TotalTax,
  row.Total,
  row.AmountPaid,
  row.AmountCredited,
  row.AmountDue,
  row.HasAttachments ? 1 : 0,
  moment(row.UpdatedDateUTC),
  JSON.stringify(row),
];

const convertLine = (line, invoice) => [
  line.LineItemID,
  invoice,
  line.ItemCode,
  line.Description,
  line.Quantity,
  line.UnitAmount,
  line.AccountID,
  line.AccountCode,
  line.TaxType,
  line.TaxAmount,
  line.LineAmount,
  JSON.stringify(line.Tracking),
];

class Destination extends AirbyteDestination {
  async spec() {
    const connectionSpecification = {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "SQLite",
      type: "object",
      properties: { path: { type: "string" } },
    };
    return new AirbyteSpec({ documentationUrl: "https://www.sqlite.org", connectionSpecification });
  }

  async check() {
    return undefined;
  }

  async *write({ path }, _redacted, _catalog, stdin) {
    const { database, invoices, lines } = invoicesTable(path, { wal: true });
    let waiting = 0;
    const commit = () => {
      if (waiting > 0) database.exec("COMMIT");
      waiting = 0;
    };
    for await (const line of createInterface({ input: stdin })) {
      const message = parseAirbyteMessage(line);
      if (message.type === AirbyteMessageType.STATE) {
        // What it tells to be read must be stored.
        commit();
        yield message;
      }
      if (message.type !== AirbyteMessageType.RECORD) continue;
      const { data } = message.record;
      if (waiting === 0) database.exec("BEGIN IMMEDIATE");
      invoices.run(...convert(data));
      for (const item of data.LineItems) lines.run(...convertLine(item, data.InvoiceID));
      waiting += 1;
      if (waiting === batch) commit();
    }
    commit();
  }
}

const logger = new AirbyteLogger();
const started = performance.now();
await new AirbyteDestinationRunner(logger, new Destination()).mainCommand().parseAsync();
const { user, system } = process.cpuUsage();
console.error(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }));
