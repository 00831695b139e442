// Loaded into Azurite with "node --require". Ties it to the process that started it, and its folder to one Azurite at a time.
"use strict";
const fs = require("fs");
const path = require("path");

// The parent holds the other end of standard input. It closes when the parent closes it or ends in any way, SIGKILL too;
// a pipe does so on Linux, macOS and Windows alike, where a parent's death sends no signal.
process.stdout.on("error", () => {}); // Nobody reads any more: that must not stop the orderly end.
process.stderr.on("error", () => {});
process.stdin.on("error", end);
process.stdin.on("end", end);
process.stdin.on("close", end);
process.stdin.resume();

// Ctrl+C, a closed terminal and a service manager's stop reach every process of the group. The parent needs its storage while
// it drains, so that only the parent ends this: no signal is obeyed, and Azurite does not get to hear of one.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => {});
const once = process.once;
process.once = (event, listener) => (signals.includes(event) ? process : once.call(process, event, listener));

let ending = false;

function end() {
  if (ending) return;
  ending = true;
  // Azurite's own shutdown, which writes what is not yet on disk; the same as on SIGTERM, but Windows has none.
  if (process.listenerCount("message") > 0) process.emit("message", "shutdown");
  else process.exit(0); // Not up yet.
  // Requests that never end must not keep it alive for ever.
  setTimeout(() => process.exit(0), 10000).unref();
}

// After a kill, the Azurite of before may still be writing while the next one starts: wait for it.
const at = process.argv.indexOf("--location");
if (at > 0) {
  const lock = path.join(process.argv[at + 1], "azurite.pid");
  const mine = `${lock}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  const until = Date.now() + 30000;
  for (;;) {
    try {
      fs.linkSync(mine, lock); // Appears with its content, or not at all.
      fs.rmSync(mine);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = ownerOf(lock);
    if (owner === undefined) fs.rmSync(lock, { force: true });
    else if (Date.now() > until) {
      fs.rmSync(mine);
      console.error(`The folder is in use by process ${owner}. If that is no Azurite, delete ${lock}.`);
      process.exit(1);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  process.on("exit", () => fs.rmSync(lock, { force: true }));
}

// The process that holds the lock, or undefined when it is gone.
function ownerOf(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, "utf8"));
    if (!(pid > 0)) return undefined;
    process.kill(pid, 0); // Signal 0 asks whether the process is there.
    return pid;
  } catch (error) {
    return error.code === "EPERM" ? "of another user" : undefined;
  }
}
