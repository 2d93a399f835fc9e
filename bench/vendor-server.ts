import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { kiotvietInvoice, xeroInvoice } from "./records.ts";

/**
 * The vendors of the benchmark: as many records as asked for, each made when its page is requested, so that nothing but the page is in memory. Answers at
 * `/<host>/<path>` like the sandbox's gateway, and as fast as a server in JavaScript can, so that it is not the bottleneck.
 */
const { records } = workerData as { records: number };

const rows = (first: number, count: number, row: (index: number) => string): string => {
  const parts: string[] = [];
  for (let index = first; index < Math.min(records, first + count); index += 1) parts.push(row(index));
  return parts.join(",");
};

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const number = (name: string, otherwise: number): number => Number(url.searchParams.get(name) ?? otherwise);
  response.setHeader("content-type", "application/json");
  if (url.pathname.endsWith("/connect/token")) {
    response.end('{"access_token":"bench","refresh_token":"bench","expires_in":86400,"token_type":"Bearer"}');
  } else if (url.pathname.endsWith("/connections")) {
    response.end('[{"id":"bench","tenantId":"bench","tenantType":"ORGANISATION","tenantName":"Bench"}]');
  } else if (/\/invoices\/\d+$/.test(url.pathname)) {
    response.end(kiotvietInvoice(Number(/\d+$/.exec(url.pathname)?.[0]) - 90_000_000));
  } else if (url.pathname.endsWith("/invoices")) {
    const size = number("pageSize", 20);
    response.end(
      `{"total":${records},"pageSize":${size},"data":[${rows(number("currentItem", 0), size, kiotvietInvoice)}],"timestamp":"${new Date().toISOString()}"}`,
    );
  } else if (url.pathname.endsWith("/Invoices")) {
    const [page, size] = [number("page", 1), number("pageSize", 100)];
    const pagination = `{"page":${page},"pageSize":${size},"pageCount":${Math.ceil(records / size)},"itemCount":${records}}`;
    response.end(
      `{"Status":"OK","DateTimeUTC":"/Date(${Date.now()})/","pagination":${pagination},"Invoices":[${rows((page - 1) * size, size, xeroInvoice)}]}`,
    );
  } else {
    response.writeHead(404).end("{}");
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === "object" && address ? address.port : 0);
});
