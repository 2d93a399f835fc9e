/** Our own Airbyte source in a process of its own, which tells what it took on stderr, as the peers do. */
const started = performance.now();
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  console.error(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 }));
});
await import("opensme/main");
