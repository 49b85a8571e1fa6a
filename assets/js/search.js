// Finds records and pages while one types; without it the titles are there from آ to ی.
// The index comes in small scripts (qomsite/outputs/search.py), for a page read from a disk may
// load nothing else. fold, words and stem say what qomsite/text/ says, from the same tables.
const ZWNJ = "\u200c";
// What a match weighs, by where it stands: body, summary, title, number.
const PLACES = [1, 3, 8, 40];
// And by what matches: the word itself, one of its stem, one that begins so, a mistyped one.
const [SAME, STEM, PREFIX, TYPO] = [1, .7, .4, .2];
// A further word of the query outweighs every place of the others.
const PER_WORD = 999;
// The words of a compound, at most.
const COMPOUND = 4;
// Results that are shown at first, and characters of a snippet.
const [FIRST, SNIPPET] = [12, 120];

const [form, field, status, results, titles, pattern, index] = [
  "data-search", "type=search", "data-state", "data-results", "data-titles", "data-result", "as=script",
].map((mark) => document.querySelector(`[${mark}]`));
const persian = new Intl.NumberFormat("fa", { useGrouping: false }).format;

// The parts of the index, loaded when they are first needed. Each hands its data to searchPart.
const parts = {};
const receivers = {};
globalThis.searchPart = (name, data) => receivers[name](data);
const load = (name, ending) => parts[name] ??= new Promise((resolve, reject) => {
  receivers[name] = resolve;
  const script = document.createElement("script");
  script.onerror = () => { delete parts[name]; reject(); };
  script.src = new URL(`${name}.${ending}`, index.href);
  document.head.append(script);
});
let head;
const ready = async () => { head = await load("index", "js"); };

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
  for (const [ending, instead, fewest] of head.suffixes) {
    const left = whole.slice(0, -ending.length) + instead;
    if (whole.endsWith(ending) && left.length >= fewest) return left === whole ? whole : stem(left);
  }
  return whole;
};
const word = (token) => {
  const pieces = token.split(ZWNJ);
  const whole = pieces.join("");
  const parts = pieces.filter((piece) => pieces[1] && !head.fillers.includes(piece));
  while (pieces[1] && head.endings.includes(pieces.at(-1))) pieces.pop();
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
// holds all words that begin as `start` does.
const lines = async (kind, start) => {
  const part = head[kind].filter(([first]) => first <= start.slice(0, 2)).length - 1;
  return part < 0 ? [] : (await load(`${kind}-${part}`, head[kind][part][1])).split("\n");
};
const parsed = {};
const entry = (line) => {
  const [token, postings] = line.split(" ");
  return parsed[line] ??= { ...word(token), postings };
};
const entries = async (whole) => (await lines("words", whole)).map(entry);
// The documents of an entry, each with the weight of the best place of the word in it. Written as
// qomsite/outputs/search_index.py says: the step from the last document's number, then the place.
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
    number += 1 + (step >> 2);
    yield [number, PLACES[step & 3]];
    high = 0;
  }
};

// An answer is the scores of documents by their number, and the entries that matched.
const match = (entries, weigh) => {
  const scores = new Map();
  const matched = entries.filter((entry) => {
    const weight = weigh(entry);
    if (weight) for (const [number, place] of documents(entry)) {
      scores.set(number, Math.max(scores.get(number) ?? 0, weight * place));
    }
    return weight;
  });
  return { scores, matched };
};
// The documents that have at least `least` of the words.
const combine = (answers, least = answers.length) => {
  const scores = new Map();
  for (const answer of answers) for (const [number, score] of answer.scores) {
    scores.set(number, (scores.get(number) ?? -PER_WORD * least) + PER_WORD + score);
  }
  for (const [number, score] of scores) if (score < 0) scores.delete(number);
  return {
    scores,
    matched: answers.flatMap(({ matched }) => matched),
    isNear: answers.some(({ isNear }) => isNear),
  };
};
const same = ({ whole, stem }) => (entry) => entry.whole === whole ? SAME : entry.stem === stem && STEM;
// One letter wrong, missing or too many, or two letters swapped.
const near = (a, b) => {
  while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return a.length < 2 && b.length < 2 || b.length === 2 && a === b[1] + b[0];
};
// Words that begin alike are looked through first; for a mistake in the first letters, those that
// end alike.
const findMistyped = async ({ whole, stem }) => {
  const weigh = (entry) => (near(whole, entry.whole) || near(stem, entry.stem)) && TYPO;
  let answer = match(await entries(whole), weigh);
  if (!answer.matched[0]) {
    const likely = (await lines("ends", whole.at(-1) + whole.at(-2))).filter((other) => near(whole, other));
    answer = match((await Promise.all(likely.map(entries))).flat(), weigh);
  }
  return { ...answer, isNear: true };
};
// Two words that are written as one.
const findSplit = async (whole, leftEntries) => {
  for (let cut = 2; cut < whole.length - 1; cut += 1) {
    const left = match(leftEntries, same({ whole: whole.slice(0, cut) }));
    const right = whole.slice(cut);
    const both = left.matched[0] && combine([left, match(await entries(right), same({ whole: right }))]);
    if (both && both.scores.size) return both;
  }
};
const findWord = async (asked, isLast) => {
  const { whole, parts } = asked;
  const known = await entries(whole);
  if (/^\d+$/.test(whole)) return match(known, same({ whole }));
  const weigh = same(asked);
  const answer = match(known, (entry) => weigh(entry) || isLast && whole[1] && entry.whole.startsWith(whole) && PREFIX);
  if (answer.matched[0] || !whole[2]) return answer;
  if (parts[1]) return combine(await Promise.all(parts.map((part) => findWord(word(part)))));
  return await findSplit(whole, known) ?? findMistyped(asked);
};
// The answer to the longest compound that the query begins with, and how many words it takes.
const findCompound = async (asked, isLoose) => {
  for (let size = Math.min(COMPOUND, asked.length); size > 1; size -= 1) {
    const joined = word(asked.slice(0, size).map(({ token }) => token).join(ZWNJ));
    const answer = match(await entries(joined.whole), same(joined));
    if (answer.matched.some(({ parts }) => isLoose || parts[1])) return [answer, size];
  }
  return [];
};
// Neighbours that are one compound count as one word; others only where they find nothing apart.
const find = async (asked, isLoose) => {
  const answers = [];
  for (let at = 0; at < asked.length;) {
    let [answer, size = 1] = await findCompound(asked.slice(at), isLoose);
    if (!answer) {
      answer = await findWord(asked[at], at + 1 === asked.length);
      answer.isStop = head.stops.includes(asked[at].whole);
    }
    answers.push(answer);
    at += size;
  }
  const telling = answers.filter(({ isStop }) => !isStop);
  const all = combine(telling[0] ? telling : answers);
  if (all.scores.size || !answers[1]) return all;
  return isLoose ? { ...combine(telling, 1), isPart: true } : find(asked, true);
};

// Showing. Documents are numbered kind by kind.
const kindOf = (number, kind = 0) => number < head.kinds[kind][2] ? kind : kindOf(number - head.kinds[kind][2], kind + 1);
const cardOf = async (number) => {
  const [size, textsSize] = head.sizes;
  const part = number / size | 0;
  const place = number % size;
  const [cards, endings] = await load(`documents-${part}`, head.documents[part]);
  return [
    cards.split("\n")[place].split("\t"),
    async () => (await load(`texts-${number / textsSize | 0}`, endings[place / textsSize | 0]))[place % textsSize],
  ];
};
// A text with the words that were found marked; of a long one what stands around the first. What is
// drawn from left to right stands between isolates, is marked as a whole and becomes an element.
const highlight = (text, hits, most) => {
  const written = [...text.matchAll(/\u2066[^\u2069]+.|[\p{L}\p{N}\p{M}\p{Cf}]+/gu)];
  const wholes = written.map(([token]) => foldTokens(token).replaceAll(ZWNJ, ""));
  const found = written.filter(([token], at) => [
    wholes[at], wholes[at - 1] + wholes[at], wholes[at] + wholes[at + 1], ...foldTokens(token).split(/[ \u200c]/),
  ].some((whole) => hits.has(whole)));
  let start = 0;
  let end = text.length;
  if (end > most) {
    const before = (found[0]?.index ?? 0) - 40;
    start = before > 0 ? text.indexOf(" ", before) + 1 : 0;
    if (end > start + most) end = text.lastIndexOf(" ", start + most);
  }
  const nodes = [start ? "… " : ""];
  for (const match of written) {
    const { 0: token, index } = match;
    const isRun = token[0] === "\u2066";
    const isFound = found.includes(match);
    if ((isRun || isFound) && index < end && index + token.length > start) {
      const part = document.createElement(isFound ? "mark" : "bdi");
      if (isRun) part.dir = "ltr";
      part.append(isRun ? token.slice(1, -1) : token);
      nodes.push(text.slice(start, index), part);
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
  const [[path, name, title, way = "", point, isSample], loadText] = await cardOf(number);
  const item = pattern.content.querySelector("li").cloneNode(true);
  const fill = (selector, ...nodes) => {
    const place = item.querySelector(selector);
    place.append(...nodes);
    return place;
  };
  fill("a").href = path;
  fill("b", name);
  fill("a span", ...highlight(title, hits));
  fill(".way", way);
  if (point) fill("use").setAttribute("href", `#goal-${point}`);
  else fill("svg").remove();
  if (!isSample) fill(way ? ".sample" : ".marks").remove();
  item.addSnippet = async () => item.lastElementChild.append(...highlight(await loadText(), hits, SNIPPET));
  watch.observe(item);
  return item;
};
// The results of one kind: the first of them, and a button for the others.
const resultSection = async (numbers, first, hits) => {
  const [label, plural] = head.kinds[kindOf(numbers[0])];
  const section = pattern.content.querySelector("section").cloneNode(true);
  const [heading, list, more] = section.children;
  const add = async (some) => list.append(...await Promise.all(some.map((number) => resultItem(number, hits))));
  heading.prepend(`${plural} `);
  heading.lastElementChild.append(persian(numbers.length));
  list.replaceChildren();
  await add(numbers.slice(0, first));
  more.hidden = first >= numbers.length;
  more.append(`${persian(numbers.length - first)} ${label} دیگر`);
  more.onclick = async () => {
    await add(numbers.slice(first));
    more.remove();
    list.children[first].querySelector("a").focus();
  };
  return section;
};
const resultSections = async ({ matched, scores }) => {
  const hits = new Set(matched.map(({ whole }) => whole));
  const ranked = [...scores].sort(([a, x], [b, y]) => y - x || a - b).map(([number]) => number);
  const kinds = [...new Set(ranked.map((number) => kindOf(number)))];
  const first = FIRST / kinds.length | 0 || 1;
  return Promise.all(kinds.map((kind) => resultSection(ranked.filter((number) => kindOf(number) === kind), first, hits)));
};
const message = (query, { scores, isPart, isNear }) =>
  form.dataset[!scores.size ? "none" : isPart ? "some" : isNear ? "near" : "found"]
    .replace("{}", persian(scores.size)).replace("{q}", () => query);
const keepInAddress = (query) => {
  try {
    history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the results come all the same.
  }
};
let timer;
let latest = 0;
const show = async () => {
  clearTimeout(timer);
  const query = field.value.trim();
  const turn = latest += 1;
  keepInAddress(query);
  let sections = [];
  let said = "";
  try {
    if (query) {
      await ready();
      const answer = await find(words(query));
      sections = await resultSections(answer);
      said = message(query, answer);
    }
  } catch {
    said = form.dataset.failed;
  }
  // The answer to an earlier query came late.
  if (turn !== latest) return;
  results.replaceChildren(...sections);
  status.textContent = said;
  titles.hidden = !!sections[0];
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
