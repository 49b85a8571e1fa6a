// Finds records and pages while one types; without it the titles are there from آ to ی.
// The index comes in small scripts (qomsite/outputs/search.py), for a page read from a disk may
// load nothing else. fold, words and stem say what qomsite/text/ says, from the same tables.
const ZWNJ = "\u200c";
// What a word counts for when a document has it itself, another form of it, one that begins so,
// one that sounds like it, one that looks like it; the parts of a compound beside the whole.
const [SAME, FORM, PREFIX, ALIKE, LIKE, PART] = [1, .9, .3, .6, .3, .7];
// The rank of a record's number.
const NUMBER = 7;
// What people ask for is a project, the fourth kind, rather than what it comes from.
const [PROJECTS, CONCRETE] = [3, 1.1];
// The words of a compound, and the parts of the index that first results are found by, at most.
const [COMPOUND, PARTS] = [4, 4];
// Of the best score, what a document must have to be a result; results shown at a time, at most
// in all; characters of a snippet.
const [ENOUGH, SHOWN, MOST, SNIPPET] = [.25, 10, 100, 120];

const [form, field, status, results, titles, pattern, index] = [
  "data-search", "type=search", "data-state", "data-results", "data-titles", "data-result", "as=script",
].map((mark) => document.querySelector(`[${mark}]`));
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;

// The parts of the index, loaded when they are first needed. Each hands its data to searchPart.
const parts = {};
const receivers = {};
// Those that a query asked for, and how many of them it may have.
let used;
let room;
globalThis.searchPart = (name, data) => receivers[name](data);
const load = (name, ending) => parts[name] ??= new Promise((resolve, reject) => {
  receivers[name] = resolve;
  const script = document.createElement("script");
  script.onerror = () => { delete parts[name]; reject(); };
  script.src = new URL(`${name}.${ending}`, index.href);
  document.head.append(script);
});
let head;
const ready = async () => head = await load("index", "js");

// The words of a text.
const withoutMarks = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");
// Digits stand in tens in Unicode: the value is how many digits come before, up to nine.
const digit = (char, value = 0) => value < 9 && /\p{Nd}/u.test(String.fromCodePoint(char.codePointAt() - value - 1))
  ? digit(char, value + 1) : value;
const letter = (char) => Object.keys(head.letters).find((plain) => head.letters[plain].includes(char)) ?? char;
const fold = (text) => [...text]
  .map((char) => withoutMarks(withoutMarks(char).toLowerCase().toUpperCase().toLowerCase())).join("")
  .replace(/./gsu, letter)
  .replace(/[\p{M}\p{Z}\p{C}\p{P}\p{Sk}]/gu, "")
  .replace(/\p{Nd}/gu, (char) => digit(char));
const stem = (whole) => {
  for (const [ending, instead, pattern] of head.suffixes) if (whole.endsWith(ending)) {
    const left = whole.slice(0, -ending.length) + instead;
    if (RegExp(`^(${pattern})$`).test(left)) return stem(left);
  }
  return whole;
};
const isFiller = (piece) => head.endings.includes(piece) || head.beginnings.includes(piece) || head.stops.includes(` ${piece} `);
const word = (token) => {
  const pieces = token.split(ZWNJ);
  const whole = pieces.join("");
  const parts = pieces.filter((piece) => pieces[1] && !isFiller(piece));
  while (pieces[1] && head.endings.includes(pieces.at(-1))) pieces.pop();
  if (pieces[1] && head.beginnings.includes(pieces[0])) pieces.shift();
  return { token, whole, parts, stem: stem(pieces.join("")) };
};
// Folded, with the ZWNJ of compounds left in and a space for all that is no letter.
const foldTokens = (text) => [...text].map((char) => char === ZWNJ ? char
  : /[\p{L}\p{N}]/u.test(char) ? fold(char) : /[\p{M}\p{Cf}]/u.test(char) ? "" : " ").join("");
const words = (text) => {
  const tokens = [];
  for (const written of foldTokens(text).split(" ")) {
    const token = written.split(ZWNJ).filter(Boolean).join(ZWNJ);
    // An ending that is written apart (ها) belongs to the word before it.
    if (token) tokens.push(head.apart.includes(token) && tokens[0] ? tokens.pop() + ZWNJ + token : token);
  }
  return tokens.map(word);
};

// Entries of the index: each a word with its postings. They are sorted, so one part of the index
// holds all words that begin as `start` does; it is listed by its first letters and its ending.
const lines = async (kind, start) => {
  const part = head[kind].filter((first) => first.slice(0, -13) <= start.slice(0, 3)).length - 1;
  const name = `${kind}-${part}`;
  used.add(name);
  return part < 0 || [...used].indexOf(name) >= room ? [] : (await load(name, head[kind][part].slice(-13))).split("\n");
};
const parsed = {};
const entry = (line) => {
  const [token, postings, plain] = line.split(" ");
  // The stem that no ending tells stands behind the word.
  return parsed[line] ??= { ...word(token), postings, ...plain && { stem: plain } };
};
const entries = async (whole) => (await lines("words", whole)).map(entry);
// The documents of an entry, each with the rank of the word in it. Written as
// qomsite/outputs/search_index.py says: the step from the last document's number, then the rank.
const documents = function* ({ postings }) {
  let number = -1;
  let high = 0;
  for (const char of postings) {
    const code = char.charCodeAt() - 35;
    if (code > 57) {
      high = high * 34 + code - 57;
      continue;
    }
    const step = high * 57 + code;
    number += 1 + (step >> 3);
    yield [number, step & 7];
    high = 0;
  }
};
// Documents are numbered kind by kind.
const kindOf = (number, kind = 0) => number < head.kinds[kind][4] ? kind : kindOf(number - head.kinds[kind][4], kind + 1);

// An answer is the scores of documents by their number, and the entries that matched. A word is
// worth the more, the fewer documents have it.
const match = (entries, weigh, share = 1) => {
  const scores = new Map();
  const matched = entries.filter((entry) => {
    const weight = weigh(entry);
    if (weight) for (const [number, rank] of documents(entry)) if (rank < NUMBER) {
      scores.set(number, Math.max(scores.get(number) ?? 0, weight * (rank + 1)));
    }
    return weight;
  });
  const worth = Math.log(1 + head.total / scores.size) * share;
  for (const [number, score] of scores) scores.set(number, score * worth);
  return { scores, matched, worth: scores.size ? worth : 0 };
};
const nearly = (answer) => ({ ...answer, isNear: true });
const same = ({ whole, stem }) => (entry) => entry.whole === whole ? SAME : entry.stem === stem && FORM;
const sound = (whole) => whole.replace(/./g, (char) => head.sounds.find((same) => same.includes(char))?.[0] ?? char);
const alike = ({ whole }) => (entry) => sound(entry.whole) === sound(whole) && ALIKE;
// One letter wrong, missing or too many, or two letters swapped, among those that sound unlike.
const near = (...two) => {
  let [a, b] = two.map(sound);
  while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return a.length < 2 && b.length < 2 || b.length === 2 && a === b[1] + b[0];
};
// Words that begin alike are looked through; for a mistake in the first letters, those that end
// alike.
const findMistyped = async ({ whole, stem }) => {
  const likely = (await lines("ends", whole.at(-1) + whole.at(-2))).filter((other) => near(whole, other));
  const known = (await Promise.all([whole, ...likely].map(entries))).flat();
  return nearly(match(known, (entry) => (near(whole, entry.whole) || near(stem, entry.stem)) && LIKE));
};
// Two words that are written as one.
const findSplit = async (whole, known) => {
  for (let cut = 2; cut < whole.length - 1; cut += 1) {
    const left = match(known, same({ whole: whole.slice(0, cut) }));
    const right = whole.slice(cut);
    const both = left.matched[0] && !isFiller(right) && [left, match(await entries(right), same({ whole: right }))];
    if (both && both[1].matched[0]) return both.map(nearly);
  }
};
// What may be the written form of a spoken word, the nearest first: درختا، پولاشو، کوچمون، خیابون.
const written = (whole) => [...whole].flatMap((_, cut) => {
  const form = whole.slice(0, whole.length - cut);
  return form[2] && RegExp(head.spoken).test(whole.slice(form.length)) ? [form, form + "ه", form.replace(/ون$/, "ان")] : [];
});
// The answers to a word that is no compound, isOnly where it stands alone.
const findWord = async (asked, isLast, isOnly) => {
  const { whole, parts } = asked;
  const known = await entries(whole);
  // The index may know its stem better.
  Object.assign(asked, known.find((entry) => entry.whole === whole));
  known.push(...await entries(asked.stem));
  const weigh = same(asked);
  const answer = match(known, (entry) => weigh(entry)
    || isLast && whole[1] && /\D/.test(whole) && entry.whole.startsWith(whole) && PREFIX);
  if (answer.matched[0] || !/\D/.test(whole)) return [answer];
  const heard = match(known, alike(asked));
  if (heard.matched[0]) return [nearly(heard)];
  for (const form of written(whole)) {
    const found = match(known, same(word(form)));
    if (found.matched[0]) return [found];
  }
  if (parts[1]) return (await Promise.all(parts.map((part) => findWord(word(part))))).flat().map(nearly);
  return await findSplit(whole, known) ?? (whole[isOnly ? 2 : 4] ? [await findMistyped(asked)] : [answer]);
};
// The answers to the longest compound that the query begins with, whole and in parts, and how many
// words it takes.
const findCompound = async (asked) => {
  for (let size = Math.min(COMPOUND, asked.length); size > 0; size -= 1) {
    const joined = word(asked.slice(0, size).map(({ token }) => token).join(ZWNJ));
    const known = await entries(joined.whole);
    let answer = match(known, same(joined));
    if (size > 1 && !answer.matched[0]) answer = nearly(match(known, alike(joined)));
    const compound = answer.matched.find(({ parts }) => parts[1]);
    if (compound) {
      if (answer.scores.size >= SHOWN) return [[answer], size];
      const parts = compound.parts.map(async (part) => match(await entries(part), same(word(part)), PART));
      return [[answer, ...await Promise.all(parts)], size];
    }
  }
  return [];
};
// The number that a query says from `at` on, in digits or in words.
const numberAt = (asked, at) => {
  let number = 0;
  for (const { whole } of asked.slice(at)) {
    const value = /^\d+$/.test(whole) ? +whole : head.numbers[whole] ?? head.numbers[whole.replace(/م(ین)?$/, "")];
    if (value) number += value;
    else if (!/^(و|شماره)$/.test(whole)) break;
  }
  return number;
};
// The records with the number that is asked for: after the name of their kind, or alone.
const findNumber = async (asked) => {
  const numbers = [...asked.keys()].map((at) => [numberAt(asked, at + 1), asked[at].stem]);
  if (!asked[1] && asked[0]) numbers.push([numberAt(asked, 0)]);
  const found = [];
  for (const [number, name] of numbers) if (number) {
    for (const { whole, postings } of await entries(`${number}`)) if (whole === `${number}`) {
      for (const [document, rank] of documents({ postings })) {
        const named = words(head.kinds[kindOf(document)][1]);
        if (rank === NUMBER && (!name || named.some(({ stem }) => stem === name))) found.push(document);
      }
    }
  }
  return found;
};
const find = async (query) => {
  const asked = words(query);
  const isTelling = ({ whole }) => !(head.stops + head.asking).includes(` ${whole} `) && !RegExp(head.verbs).test(whole);
  // Long words tell more than short ones.
  const telling = asked.filter(isTelling).sort((a, b) => b.whole.length - a.whole.length);
  const answers = [];
  used = new Set();
  await Promise.all(telling.map(({ whole }) => entries(whole)));
  for (let at = 0; at < asked.length;) {
    let [found, size = 1] = !telling[0] || telling.includes(asked[at]) ? await findCompound(asked.slice(at)) : [[]];
    found ??= await findWord(asked[at], at + 1 === asked.length, !telling[1]);
    answers.push(...found);
    at += size;
  }
  const scores = new Map();
  let isPart = true;
  const worth = (some) => some.reduce((sum, answer) => sum + answer.worth, 0);
  for (const number of answers.flatMap((answer) => [...answer.scores.keys()])) if (!scores.has(number)) {
    const having = answers.filter((answer) => answer.scores.has(number));
    if (!answers[having.length]) isPart = false;
    const sum = having.reduce((score, answer) => score + answer.scores.get(number), 0);
    // What lacks a word comes after what has it, the more so if the word is rare.
    const share = worth(having) / worth(answers);
    scores.set(number, sum * share * (kindOf(number) === PROJECTS ? CONCRETE : 1));
  }
  const best = Math.max(0, ...scores.values());
  for (const number of await findNumber(asked)) scores.set(number, (scores.get(number) ?? 0) + best);
  const ranked = [...scores].sort(([a, x], [b, y]) => y - x || a - b)
    .filter(([, score], at) => at < SHOWN || at < MOST && score >= best * ENOUGH).map(([number]) => number);
  const isNear = answers.some((answer) => answer.isNear);
  const typed = [...query].map((key) => head.keys[1][head.keys[0].indexOf(key)] ?? key).join("");
  if ((!ranked[0] || isNear) && typed !== query) {
    const meant = await find(typed);
    if (meant.ranked[0] && !meant.isNear) return nearly(meant);
  }
  return { ranked, isPart, isNear, matched: answers.flatMap(({ matched }) => matched) };
};

// Showing.
const cardOf = async (number) => {
  const [size, textsSize] = head.sizes;
  const part = number / size | 0;
  const place = number % size;
  const named = (kind, code) => `${head.kinds[kind][0]} ${persian(code)}`;
  const kind = kindOf(number);
  const [label, , folder, isNumbered] = head.kinds[kind];
  const loaded = await load(`documents-${part}`, head.documents[part]);
  // A code that is left out is one more than that before it.
  const lines = loaded.lines ??= loaded[0]
    .replace(/~.|[A-Za-z]/g, (char) => char[1] ?? head.packed[parseInt(char, 36) - 10 + (char > "Z" ? 0 : 26)])
    .split("\n").map((line) => line.split("\t"));
  let from = place;
  while (!lines[from][0]) from -= 1;
  const [, title, way = "", , isSample, status] = lines[place];
  const code = from < place ? +lines[from][0] + place - from : lines[place][0];
  return {
    path: `${folder && `${folder}/`}${code}.html`,
    name: isNumbered ? named(kind, code) : label,
    title,
    way: way && way.split(" ").map((step) => named(...step.split("."))).join(" ‹ "),
    isSample,
    status: head.statuses[status] ?? [],
    async text() {
      const endings = await load(`names-${part}`, loaded[1]);
      return (await load(`texts-${number / textsSize | 0}`, endings[place / textsSize | 0]))[place % textsSize];
    },
  };
};
// A text with the words that were found marked; of a long one what stands around the first. What is
// drawn from left to right stands between isolates, is marked as a whole and becomes an element.
const highlight = (text, hits, most) => {
  const written = [...text.matchAll(/\u2066(.+?)\u2069|[\p{L}\p{N}\p{M}\p{Cf}]+/gu)];
  const wholes = written.map(([token]) => foldTokens(token).replaceAll(ZWNJ, ""));
  const found = written.filter(([token], at) => [
    wholes[at], wholes[at - 1] + wholes[at], wholes[at] + wholes[at + 1], ...foldTokens(token).split(/[ \u200c]/),
  ].some((whole) => hits.has(whole)));
  let start = 0;
  let end = text.length;
  if (end > most) {
    const before = (found[0]?.index ?? 0) - 40;
    start = before > 0 && text.indexOf(" ", before) + 1;
    if (end > start + most) end = text.lastIndexOf(" ", start + most);
  }
  const nodes = [start ? "… " : ""];
  for (const match of written) {
    const { 0: token, 1: run, index } = match;
    const isFound = found.includes(match);
    if ((run || isFound) && index < end && index + token.length > start) {
      const node = document.createElement(isFound ? "mark" : "bdi");
      if (run) node.dir = "ltr";
      node.append(run ?? token);
      nodes.push(text.slice(start, index), node);
      start = index + token.length;
    }
  }
  return [...nodes, text.slice(start, end), text[end] ? " …" : ""];
};
const watch = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) {
    watch.unobserve(target);
    // A result without its snippet is still a result.
    target.addSnippet().catch(() => {});
  }
});
const resultItem = async (number, hits) => {
  const card = await cardOf(number);
  const item = pattern.content.querySelector("li").cloneNode(true);
  const place = (selector) => item.querySelector(selector);
  place("a").href = card.path;
  place("b").append(card.name);
  place("bdi").append(...highlight(card.title, hits));
  place(".way").append(card.way);
  const [shade, sign, title] = card.status;
  place(".status").classList.add(`status-${shade}`);
  place("i").append(sign);
  place(".status").append(title);
  const has = { ".status": shade, ".sample": card.isSample, ".marks": card.way || card.isSample };
  for (const part in has) if (!has[part]) place(part).remove();
  item.addSnippet = async () => item.lastElementChild.append(...highlight(await card.text(), hits, SNIPPET));
  watch.observe(item);
  return item;
};
// The best results, and a button for those that come after them.
const resultList = async ({ matched, ranked }) => {
  if (!ranked[0]) return [];
  const hits = new Set(matched.map(({ whole }) => whole));
  const [list, more] = pattern.content.cloneNode(true).children;
  list.replaceChildren();
  const add = async () => {
    const from = list.children.length;
    const items = ranked.slice(from, from + SHOWN).map((number) => resultItem(number, hits));
    list.append(...await Promise.all(items));
    const left = ranked.length - list.children.length;
    more.hidden = !left;
    more.textContent = form.dataset.more.replace("{}", persian(Math.min(left, SHOWN)));
    return list.children[from];
  };
  await add();
  more.onclick = async () => (await add()).querySelector("a").focus();
  return [list, more];
};
let timer;
let latest = 0;
// The first results, and then those of all words.
const show = async (most = PARTS) => {
  room = most;
  clearTimeout(timer);
  const query = field.value.trim();
  const turn = latest += 1;
  try {
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the results come all the same.
  }
  let found = [];
  let said = "";
  try {
    if (query) {
      await ready();
      const answer = await find(query);
      found = await resultList(answer);
      said = form.dataset[!found[0] ? "none" : answer.isNear ? "near" : answer.isPart ? "some" : "found"]
        .replace("{}", persian(answer.ranked.length)).replace("{q}", () => query);
    }
  } catch {
    said = form.dataset.failed;
  }
  // The answer to an earlier query came late.
  if (turn !== latest) return;
  results.replaceChildren(...found);
  status.textContent = said;
  titles.hidden = !!found[0];
  if (used?.size > room) show(1 / 0);
};
field.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(show, 120);
};
field.onkeydown = (event) => {
  if (event.key !== "Escape") return;
  field.value = "";
  show();
};
form.onsubmit = (event) => {
  event.preventDefault();
  show();
};
field.value = new URLSearchParams(location.search).get("q");
if (field.value) show();
else ready().catch(() => {});
