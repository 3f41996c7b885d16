import { element, webLink } from "./element.js";

// What Discord's markdown turns into, first match wins. Each rule gives the
// pattern at the start of the rest and the node it makes.
const inline = [
  [/^\\([^A-Za-z0-9\s])/u, (m) => m[1]],
  [/^``(.+?)``/s, (m) => element("code", {}, m[1].trim())],
  [/^`([^`]+)`/, (m) => element("code", {}, m[1])],
  [/^\*\*\*((?:\\.|[^\\])+?)\*\*\*/s, (m) => element("strong", {}, element("em", {}, ...spans(m[1])))],
  [/^\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/s, (m) => element("strong", {}, ...spans(m[1]))],
  [/^__((?:\\.|[^\\])+?)__/s, (m) => element("u", {}, ...spans(m[1]))],
  [/^~~((?:\\.|[^\\])+?)~~/s, (m) => element("s", {}, ...spans(m[1]))],
  [/^\*((?:\\.|[^\\*\s])(?:\\.|[^\\*])*?)\*/s, (m) => element("em", {}, ...spans(m[1]))],
  [/^_((?:\\.|[^\\_])+?)_(?![A-Za-z0-9])/s, (m) => element("em", {}, ...spans(m[1]))],
  [/^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)/, (m) => link(m[2], spans(m[1]))],
  [/^<t:(-?\d{1,13})(?::[tTdDfFR])?>/, (m) => element("time", {}, new Date(m[1] * 1000).toLocaleString())],
  [/^https?:\/\/[^\s<>]+[^\s<>.,;:)'"]/, (m) => link(m[0], [m[0]])],
];

function link(address, children) {
  return element("a", { href: webLink(address), target: "_blank", rel: "noreferrer noopener" }, ...children);
}

// spans turns a run of text into nodes.
function spans(text) {
  const nodes = [];
  let plain = "";
  let wordBefore = false;
  while (text) {
    const hit = first(text, wordBefore);
    const taken = hit ? hit.match[0] : String.fromCodePoint(text.codePointAt(0));
    if (hit && typeof hit.node !== "string") {
      nodes.push(plain, hit.node);
      plain = "";
    } else {
      plain += hit ? hit.node : taken;
    }
    wordBefore = /[A-Za-z0-9]$/.test(taken);
    text = text.slice(taken.length);
  }
  nodes.push(plain);
  return nodes.filter((node) => node !== "");
}

function first(text, wordBefore) {
  for (const [pattern, make] of inline) {
    if (wordBefore && text[0] === "_" && text[1] !== "_") continue; // snake_case is no emphasis
    const match = pattern.exec(text);
    if (match) return { match, node: make(match) };
  }
  return null;
}

// markdown renders a text as Discord does: escapes, emphasis, code, quotes,
// headings, subtext, links and times. Anything else stays as written.
export function markdown(text, name = "div", className = "text") {
  const box = element(name, { class: className });
  const parts = text.split(/```(?:[a-z]*\n)?([\s\S]*?)```/);
  parts.forEach((part, i) => {
    if (i % 2 === 1) box.append(element("pre", {}, part.replace(/\n$/, "")));
    else box.append(...lines(part));
  });
  return box;
}

function lines(text) {
  const nodes = [];
  const all = text.split("\n");
  all.forEach((line, i) => {
    const block = blockOf(line);
    if (block) nodes.push(block);
    else nodes.push(...spans(line), i < all.length - 1 && !blockOf(all[i + 1]) ? "\n" : "");
  });
  return nodes;
}

function blockOf(line) {
  let match;
  if ((match = /^-# (.+)/.exec(line))) return element("small", {}, ...spans(match[1]));
  if ((match = /^(#{1,3}) (.+)/.exec(line))) return element("h" + (match[1].length + 2), {}, ...spans(match[2]));
  if ((match = /^> (.*)/.exec(line))) return element("blockquote", {}, ...spans(match[1]));
  return null;
}
