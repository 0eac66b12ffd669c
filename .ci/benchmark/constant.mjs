// The peer that does nothing: a bare Node server that answers every request with the same bytes from memory.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, file] = process.argv.slice(2);
const page = readFileSync(file);
const headers = { "content-type": "text/html; charset=utf-8", "content-length": page.length };
createServer((_request, response) => response.writeHead(200, headers).end(page)).listen(Number(port), "127.0.0.1");
