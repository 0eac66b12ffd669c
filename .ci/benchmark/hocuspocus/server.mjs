// The peer of the live benchmark: Hocuspocus as its documentation sets it up, with its SQLite extension.
// server.mjs PORT FILE JOURNAL, where JOURNAL is what the file starts with: "default", or "wal" (write-ahead log and
// synchronous = NORMAL, which its documentation does not speak of).
import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const [port, file, journal] = process.argv.slice(2);

class Store extends SQLite {
  async onConfigure(payload) {
    await super.onConfigure(payload);
    if (journal === "wal") {
      this.db.pragma("journal_mode = WAL");
      this.db.pragma("synchronous = NORMAL");
    }
  }
}

const server = new Server({ address: "127.0.0.1", port: Number(port), quiet: true, extensions: [new Store({ database: file })] });
await server.listen();
