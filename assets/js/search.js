// Finds records and pages while one types; without it the titles are there from آ to ی.
// The index comes in small scripts (qomsite/outputs/search.py), for a page read from a disk may
// load nothing else. fold, words and stem say what qomsite/text/ says, from the same tables.
const ZWNJ = "\u200c";
// Body, summary, title, number; the word itself, one of its stem, one that begins so, a mistyped one.
const PLACES = [1, 3, 8, 40];
const [SAME, STEM, PREFIX, TYPO] = [1, .7, .4, .2];
const [MANY, FIRST, SNIPPET] = [999, 12, 120];

const [form, field, state, results, titles, pattern, index] = [
  "data-search", "type=search", "data-state", "data-results", "data-titles", "data-result", "as=script",
].map((mark) => document.querySelector(`[${mark}]`));
const count = new Intl.NumberFormat("fa", { useGrouping: false }).format;

// The parts of the index. Each hands its data to searchPart.
const parts = {};
const arrived = {};
globalThis.searchPart = (name, data) => arrived[name](data);
const part = (name, end) => parts[name] ??= new Promise((resolve, reject) => {
  arrived[name] = resolve;
  const script = document.createElement("script");
  script.onerror = () => { delete parts[name]; reject(); };
  script.src = new URL(`${name}.${end}`, index.href);
  document.head.append(script);
});
let head;
const ready = async () => { head = await part("index", "js"); };

// The words of a text.
const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");
const digit = (sign, place = 0) => place < 9 && /\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt() - place - 1))
  ? digit(sign, place + 1) : place;
const letter = (sign) => Object.keys(head.letters).find((to) => head.letters[to].includes(sign)) ?? sign;
const fold = (text) => [...text].map((sign) => bare(bare(sign).toLowerCase().toUpperCase().toLowerCase())).join("")
  .replace(/./gsu, letter)
  .replace(/[\p{M}\p{Z}\p{C}\p{P}\p{Sk}]/gu, "")
  .replace(/\p{Nd}/gu, (sign) => digit(sign));
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
const key = (text) => [...text].map((sign) => sign === ZWNJ ? sign
  : /[\p{L}\p{N}]/u.test(sign) ? fold(sign) : /[\p{M}\p{Cf}]/u.test(sign) ? "" : " ").join("");
const words = (text) => {
  const found = [];
  for (const written of key(text).split(" ")) {
    const token = written.split(ZWNJ).filter(Boolean).join(ZWNJ);
    if (token) found.push(head.apart.includes(token) && found[0] ? found.pop() + ZWNJ + token : token);
  }
  return found.map(word);
};

// Looking up: lists of entries, each a word with the documents that it stands in.
const block = async (kind, start) => {
  const at = head[kind].filter(([first]) => first <= start.slice(0, 2)).length - 1;
  return at < 0 ? [] : (await part(`${kind}-${at}`, head[kind][at][1])).split("\n");
};
const known = {};
const entry = (line) => {
  const [token, places] = line.split(" ");
  return known[line] ??= { ...word(token), places };
};
const entries = async (whole) => (await block("words", whole)).map(entry);
const collect = (list, weigh) => {
  const scores = new Map();
  const used = list.filter((entry) => {
    const weight = weigh(entry);
    let number = -1;
    let high = 0;
    if (weight) for (const sign of entry.places) {
      const code = sign.charCodeAt() - 35;
      if (code > 57) {
        high = high * 34 + code - 57;
        continue;
      }
      high = high * 57 + code;
      number += 1 + (high >> 2);
      scores.set(number, Math.max(scores.get(number) ?? 0, weight * PLACES[high & 3]));
      high = 0;
    }
    return weight;
  });
  return { scores, used };
};
const like = ({ whole, stem }) => (entry) => entry.whole === whole ? SAME : entry.stem === stem && STEM;
const every = (all, least = all.length) => {
  const scores = new Map();
  for (const one of all) for (const [number, score] of one.scores) scores.set(number, (scores.get(number) ?? -MANY * least) + MANY + score);
  for (const [number, score] of scores) if (score < 0) scores.delete(number);
  return { scores, used: all.flatMap(({ used }) => used), isNear: all.some(({ isNear }) => isNear) };
};
// One letter wrong, missing or too many, or two letters swapped.
const near = (a, b) => {
  while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return a.length < 2 && b.length < 2 || b.length === 2 && a === b[1] + b[0];
};
const mistyped = async ({ whole, stem }) => {
  const weigh = (entry) => (near(whole, entry.whole) || near(stem, entry.stem)) && TYPO;
  let found = collect(await entries(whole), weigh);
  if (!found.used[0]) {
    const likely = (await block("ends", whole.at(-1) + whole.at(-2))).filter((end) => near(whole, end));
    found = collect((await Promise.all(likely.map(entries))).flat(), weigh);
  }
  return { ...found, isNear: true };
};
const single = async (asked, isLast) => {
  const { whole, parts } = asked;
  const list = await entries(whole);
  const is = (whole) => like({ whole });
  if (/^\d+$/.test(whole)) return collect(list, is(whole));
  const exact = like(asked);
  const found = collect(list, (entry) => exact(entry) || isLast && whole[1] && entry.whole.startsWith(whole) && PREFIX);
  if (found.used[0] || !whole[2]) return found;
  if (parts[1]) return every(await Promise.all(parts.map((piece) => single(word(piece)))));
  for (let cut = 2; cut < whole.length - 1; cut += 1) {
    const left = collect(list, is(whole.slice(0, cut)));
    const right = whole.slice(cut);
    const both = left.used[0] && every([left, collect(await entries(right), is(right))]);
    if (both && both.scores.size) return both;
  }
  return mistyped(asked);
};
// Neighbours that are one compound count as one word; others only where they find nothing apart.
const find = async (asked, isLoose) => {
  const all = [];
  for (let at = 0, size; at < asked.length; at += size) {
    let one;
    for (size = Math.min(4, asked.length - at); size > 1; size -= 1) {
      const joined = word(asked.slice(at, at + size).map(({ token }) => token).join(ZWNJ));
      one = collect(await entries(joined.whole), like(joined));
      if (one.used.some(({ parts }) => isLoose || parts[1])) break;
    }
    if (size < 2) {
      one = await single(asked[at], at + 1 === asked.length);
      one.isStop = head.stops.includes(asked[at].whole);
    }
    all.push(one);
  }
  const wanted = all.filter(({ isStop }) => !isStop);
  const answer = every(wanted[0] ? wanted : all);
  if (answer.scores.size || !all[1]) return answer;
  return isLoose ? { ...every(wanted, 1), isPart: true } : find(asked, true);
};

// Showing.
const kindOf = (number, kind = 0) => number < head.kinds[kind][2] ? kind : kindOf(number - head.kinds[kind][2], kind + 1);
const chunk = async (number) => {
  const [size, inner] = head.sizes;
  const at = number / size | 0;
  const [cards, ends] = await part(`documents-${at}`, head.documents[at]);
  const place = number % size;
  return [
    cards.split("\n")[place].split("\t"),
    async () => (await part(`texts-${number / inner | 0}`, ends[place / inner | 0]))[place % inner],
  ];
};
// A text with the words that were found marked, or what stands around the first of them.
const marked = (text, hits, most) => {
  const written = [...text.matchAll(/[\p{L}\p{N}\p{M}\p{Cf}]+/gu)];
  const keys = written.map(([raw]) => key(raw).replaceAll(ZWNJ, ""));
  const found = written.filter(([raw], at) =>
    [keys[at], keys[at - 1] + keys[at], keys[at] + keys[at + 1], ...key(raw).split(ZWNJ)].some((piece) => hits.has(piece)));
  let at = 0;
  let end = text.length;
  if (end > most) {
    const from = (found[0]?.index ?? 0) - 40;
    at = from > 0 ? text.indexOf(" ", from) + 1 : 0;
    if (end > at + most) end = text.lastIndexOf(" ", at + most);
  }
  const nodes = [at ? "… " : ""];
  for (const { 0: raw, index } of found) if (index < end) {
    const mark = document.createElement("mark");
    nodes.push(text.slice(at, index), mark);
    mark.append(raw);
    at = index + raw.length;
  }
  return [...nodes, text.slice(at, end), text[end] ? " …" : ""];
};
const watch = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) if (isIntersecting) {
    watch.unobserve(target);
    // A result without its snippet is still a result.
    target.tell().catch(() => {});
  }
});
const result = async (number, hits) => {
  const [card, textOf] = await chunk(number);
  const [path, name, title, way = "", point, isSample] = card;
  const item = pattern.content.querySelector("li").cloneNode(true);
  const part = (place, ...text) => {
    const found = item.querySelector(place);
    found.append(...text);
    return found;
  };
  part("a").href = path;
  part("b", name);
  part("a span", ...marked(title, hits));
  part(".way", way);
  if (point) part("use").setAttribute("href", `#goal-${point}`);
  else part("svg").remove();
  if (!isSample) part(way ? ".sample" : ".marks").remove();
  item.tell = async () => item.lastElementChild.append(...marked(await textOf(), hits, SNIPPET));
  watch.observe(item);
  return item;
};
const group = async (numbers, first, hits) => {
  const [label, plural] = head.kinds[kindOf(numbers[0])];
  const section = pattern.content.querySelector("section").cloneNode(true);
  const [name, list, more] = section.children;
  const put = async (some) => list.append(...await Promise.all(some.map((number) => result(number, hits))));
  name.prepend(`${plural} `);
  name.lastElementChild.append(count(numbers.length));
  list.replaceChildren();
  await put(numbers.slice(0, first));
  more.hidden = first >= numbers.length;
  more.append(`${count(numbers.length - first)} ${label} دیگر`);
  more.onclick = async () => {
    await put(numbers.slice(first));
    more.remove();
    list.children[first].querySelector("a").focus();
  };
  return section;
};
let turn = 0;
const show = async () => {
  clearTimeout(waiting);
  const asked = field.value.trim();
  const mine = turn += 1;
  try {
    history.replaceState(null, "", asked ? `?q=${encodeURIComponent(asked)}` : location.pathname);
  } catch {
    // Some browsers refuse this to a page that is read from a disk; the results come all the same.
  }
  let groups = [];
  let said = "";
  try {
    if (asked) {
      await ready();
      const answer = await find(words(asked));
      const hits = new Set(answer.used.map(({ whole }) => whole));
      const ranked = [...answer.scores].sort(([a, x], [b, y]) => y - x || a - b).map(([number]) => number);
      const kinds = [...new Set(ranked.map((number) => kindOf(number)))];
      const first = FIRST / kinds.length | 0 || 1;
      groups = await Promise.all(kinds.map((kind) => group(ranked.filter((number) => kindOf(number) === kind), first, hits)));
      said = form.dataset[!groups[0] ? "none" : answer.isPart ? "some" : answer.isNear ? "near" : "found"]
        .replace("{}", count(ranked.length)).replace("{q}", () => asked);
    }
  } catch {
    said = form.dataset.failed;
  }
  if (mine !== turn) return;
  results.replaceChildren(...groups);
  state.textContent = said;
  titles.hidden = !!groups[0];
};
let waiting;
field.oninput = () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
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
