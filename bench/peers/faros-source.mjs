import cdk from "faros-airbyte-cdk";

/** A source as the kit's authors write theirs: a stream that pages through the vendor's list, and the kit's runner, which writes the messages to stdout. */
const { AirbyteSourceBase, AirbyteSourceLogger, AirbyteSourceRunner, AirbyteSpec, AirbyteStreamBase } = cdk;

class Invoices extends AirbyteStreamBase {
  constructor(gateway, logger) {
    super(logger);
    this.gateway = gateway;
  }

  getJsonSchema() {
    return {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: { InvoiceID: { type: "string" } },
    };
  }

  get primaryKey() {
    return "InvoiceID";
  }

  async *readRecords() {
    for (let number = 1; ; number += 1) {
      const response = await fetch(`${this.gateway}/api.xero.com/api.xro/2.0/Invoices?page=${number}&pageSize=1000`, {
        headers: { authorization: "Bearer bench", accept: "application/json" },
      });
      const page = await response.json();
      yield* page.Invoices;
      if (number >= page.pagination.pageCount) return;
    }
  }
}

class Source extends AirbyteSourceBase {
  get type() {
    return "xero";
  }

  async spec() {
    const properties = { gateway: { type: "string" } };
    const connectionSpecification = {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Xero",
      type: "object",
      properties,
    };
    return new AirbyteSpec({ documentationUrl: "https://developer.xero.com", connectionSpecification });
  }

  async checkConnection() {
    return [true, undefined];
  }

  streams({ gateway }) {
    return [new Invoices(gateway, this.logger)];
  }
}

const logger = new AirbyteSourceLogger();
const started = performance.now();
await new AirbyteSourceRunner(logger, new Source(logger)).mainCommand().parseAsync();
const { user, system } = process.cpuUsage();
console.error(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }));
