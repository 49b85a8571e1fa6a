// Runs the script of the search page without a browser: its path and the folder of the index are
// arguments, a list of [function, argument] comes in as JSON, the list of answers goes out.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const [script, folder] = process.argv.slice(2);
const index = pathToFileURL(`${folder}/index.js`);
const element = new Proxy({}, { get: (_, key) => (key === "href" ? index.href : element) });
let loaded = [];
const context = vm.createContext({
  URL,
  Intl,
  IntersectionObserver: class {},
  document: {
    querySelector: () => element,
    createElement: () => ({}),
    head: {
      append({ src }) {
        const text = readFileSync(src, "utf8");
        loaded.push(src.pathname.split("/").at(-1));
        queueMicrotask(() => vm.runInContext(text, context));
      },
    },
  },
});
// Without its last lines, which ask what the address says.
const source = readFileSync(script, "utf8").replace(/^field\.value = new [^]*$/m, "");
const inside = "{ fold, words, stem, near, find, cardOf, parts, ready, documents, match, same, PARTS, limit: (most) => { room = most; } }";
const search = vm.runInContext(`(() => {${source}\nreturn ${inside};})()`, context);

const forget = () => {
  for (const name of Object.keys(search.parts)) delete search.parts[name];
  loaded = [];
};
const functions = {
  fold: search.fold,
  stem: search.stem,
  words: (text) => search.words(text).map(({ whole, stem, parts }) => [whole, stem, parts]),
  near: ([one, other]) => search.near(one, other),
  // The first results and all files that they need.
  find: async (query) => {
    forget();
    await search.ready();
    const found = async (parts) => {
      search.limit(parts);
      const answer = await search.find(query);
      return { ...answer, cards: await Promise.all(answer.ranked.slice(0, 10).map(search.cardOf)) };
    };
    await found(search.PARTS);
    const first = [...loaded];
    const { ranked, isNear, isPart, cards } = await found();
    return { first, paths: cards.map(({ path }) => path), count: ranked.length, isNear, isPart, loaded };
  },
  // The order of documents for a query to an index of these lines.
  rank: async ([query, lines]) => {
    forget();
    await search.ready();
    const head = await search.parts.index;
    const words = head.words;
    head.words = ["0123456789.js"];
    search.parts["words-0"] = Promise.resolve(lines.join("\n"));
    const { ranked } = await search.find(query);
    head.words = words;
    return ranked;
  },
};
await search.ready();
const answers = [];
for (const [name, argument] of JSON.parse(readFileSync(0, "utf8"))) {
  answers.push(await functions[name](argument));
}
process.stdout.write(JSON.stringify(answers));
