import { workers } from "../../src/index.ts";
import { openMill } from "../vendor.ts";

/** One machine of a fleet: works until it is told to stop or is killed, and says what ends. */

const [, , name = "", database = "", gateway = ""] = process.argv;

const machine = await workers({
  database,
  connections: () => [],
  connect: ({ tenant, connection }) => ({ connection: openMill(gateway, `${tenant}/${connection}`, name) }),
  heartbeat: 10,
  retries: { limit: 3, delay: 0 },
  onEvent(event) {
    if (event.type === "job-ended") console.log(event.ending.type);
    if (event.type === "queue-problem") console.error(event.message);
  },
});
console.log("ready");
process.once("SIGTERM", () => void machine.stop());
