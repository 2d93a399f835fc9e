import { once } from "node:events";
import { createServer, request } from "node:http";

/** One call of Odoo's JSON-2 API, without the connector. */
export type Call = (model: string, method: string, body: object) => Promise<unknown>;

export const callOf =
  (base: string, database: string, key: string): Call =>
  async (model, method, body) => {
    const response = await fetch(`${base}/json/2/${model}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json", "X-Odoo-Database": database, authorization: `bearer ${key}` },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${model}.${method}: ${response.status} ${(await response.text()).slice(0, 400)}`);
    return response.json();
  };

/** A gateway to one server on this machine, which speaks no TLS: `/<host>/<path>` is asked there as `/<path>`. */
export const gatewayTo = async (base: string): Promise<{ url: string; close: () => void }> => {
  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? "").replace(/^\/[^/]+/, "");
    const onward = request(base + path, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
};
