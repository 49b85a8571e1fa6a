"use strict";
// Completion and hover in the front matter of content files: the editor itself knows nothing of
// front matter, and the YAML extension reads no Markdown. All words come from the schemas beside.

const fs = require("fs");
const path = require("path");

const KEY = /^(\s*(?:- +)*)([A-Za-z_][\w-]*)\s*:/;

/** The number of the line that closes the front matter, 0 if there is none. */
function closing(lines) {
  if (!/^\ufeff?---\s*$/.test(lines[0] || "")) return 0;
  const at = lines.slice(1).findIndex((line) => /^---\s*$/.test(line));
  return at < 0 ? 0 : at + 1;
}

/** The keys that a column of a line stands under, the outermost first. */
function parents(lines, line, column) {
  const found = [];
  let indent = column;
  for (let at = line - 1; at > 0; at -= 1) {
    const match = KEY.exec(lines[at]);
    if (match && match[1].length < indent) {
      found.unshift(match[2]);
      indent = match[1].length;
    }
  }
  return found;
}

/** The schema of the keys below a key: its own, or that of what it holds several of. */
function inner(schema) {
  if (!schema || schema.properties) return schema;
  if (schema.items) return inner(schema.items);
  if (schema.anyOf) return schema.anyOf.map(inner).find((one) => one && one.properties);
  return undefined;
}

function below(schema, keys) {
  let here = schema;
  for (const key of keys) {
    const next = here && here.properties && here.properties[key];
    here = inner(next);
  }
  return here;
}

/** The values that may follow a key, as far as the schema and plan.yaml name them. */
function values(schema, plan) {
  const listed = [schema, ...(schema.anyOf || [])].find((one) => one.enum);
  const words = listed ? listed.enum.map(String) : [];
  return words.concat(titles(plan, schema["x-names"]));
}

/** The titles of a list of plan.yaml. */
function titles(plan, name) {
  if (name !== "departments" && name !== "statuses") return [];
  const section = new RegExp(`^${name}:.*\\n((?:(?:[ \\t#].*)?\\n)*)`, "m").exec(plan);
  const lines = section ? section[1].split("\n") : [];
  const shown = lines.map((line) => /\btitle: *"?(.+?)"?\s*(?:, [a-z_]+:.*)?\}?\s*$/.exec(line));
  return shown.filter(Boolean).map((match) => match[1]);
}

/** What could be written at a place: a list of {label, detail, text, documentation}. */
function complete(schema, lines, line, column, plan) {
  if (line < 1 || line >= closing(lines)) return [];
  const before = lines[line].slice(0, column);
  const key = /^(\s*(?:- +)*)[A-Za-z_]*$/.exec(before);
  if (key) {
    const here = below(schema, parents(lines, line, key[1].length));
    const taken = key[1] ? [] : lines.slice(1, closing(lines)).map((one) => (KEY.exec(one) || [])[2]);
    return Object.entries((here && here.properties) || {})
      .filter(([name]) => !taken.includes(name))
      .map(([name, one]) => ({
        label: name,
        detail: one.title,
        text: inner(one) ? `${name}:` : `${name}: `,
        documentation: one.markdownDescription,
      }));
  }
  const value = /^(\s*(?:- +)*)([A-Za-z_][\w-]*): +[^{]*$/.exec(before);
  if (!value) return [];
  const here = below(schema, parents(lines, line, value[1].length));
  const one = here && here.properties && here.properties[value[2]];
  return one
    ? values(one, plan).map((word) => ({ label: word, detail: one.title, text: word, documentation: "" }))
    : [];
}

/** What a key means, in Markdown; empty where there is no key. */
function hover(schema, lines, line, column) {
  if (line < 1 || line >= closing(lines)) return "";
  for (const match of lines[line].matchAll(/([A-Za-z_][\w-]*)\s*:(?=\s|$)/g)) {
    if (column < match.index || column > match.index + match[1].length) continue;
    const first = KEY.exec(lines[line]);
    const isFirst = first && first[1].length === match.index;
    const above = parents(lines, line, first ? first[1].length : match.index);
    const here = below(schema, isFirst || !first ? above : [...above, first[2]]);
    const one = here && here.properties && here.properties[match[1]];
    if (one) return one.markdownDescription;
  }
  return "";
}

/** The schema of a file below content/, undefined for any other. */
function schemaOf(file) {
  const folder = path.dirname(file);
  if (path.basename(path.dirname(folder)) !== "content") return undefined;
  const name = path.basename(file) === "_index.md" ? "listing" : path.basename(folder);
  return read(path.join(__dirname, "..", "..", "schemas", `${name}.json`));
}

function read(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}

function planOf(file) {
  const plan = path.join(path.dirname(file), "..", "plan.yaml");
  return fs.existsSync(plan) ? fs.readFileSync(plan, "utf8") : "";
}

function activate(context) {
  const vscode = require("vscode");
  const lines = (document) => document.getText().split(/\r\n|\r|\n/);
  const selector = { language: "markdown", scheme: "file" };
  context.subscriptions.push(
    vscode.languages.registerCompletionItemProvider(selector, {
      provideCompletionItems(document, at) {
        const schema = schemaOf(document.fileName);
        if (!schema) return [];
        const plan = planOf(document.fileName);
        return complete(schema, lines(document), at.line, at.character, plan).map((one) => {
          const item = new vscode.CompletionItem(one.label, vscode.CompletionItemKind.Property);
          item.detail = one.detail;
          item.insertText = one.text;
          item.documentation = new vscode.MarkdownString(one.documentation);
          return item;
        });
      },
    }, ":", " "),
    vscode.languages.registerHoverProvider(selector, {
      provideHover(document, at) {
        const schema = schemaOf(document.fileName);
        const words = schema ? hover(schema, lines(document), at.line, at.character) : "";
        return words ? new vscode.Hover(new vscode.MarkdownString(words)) : undefined;
      },
    }),
  );
}

module.exports = { activate, closing, complete, hover, schemaOf, planOf };
