// Expands JSON-LD documents without the network: `node linked_data.mjs PACKAGE <documents >expanded`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const jsonld = createRequire(import.meta.url)(process.argv[2]);
const documentLoader = (url) => Promise.reject(new Error(`the network was asked for ${url}`));
const documents = JSON.parse(readFileSync(0, "utf8"));
const expanded = documents.map((one) => jsonld.expand(one, { documentLoader, safe: true }));
console.log(JSON.stringify(await Promise.all(expanded)));
