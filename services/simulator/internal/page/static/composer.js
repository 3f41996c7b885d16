import { element } from "./element.js";

const commands = [
  ["/check", "Price, change, ranges, volume and trend of one symbol"],
  ["/chart", "Candles, volume and averages of one symbol as a picture"],
];
const symbols = ["AAPL", "CSCO", "GOOG", "IBM", "MSFT", "ORCL", "SPY", "^GSPC", "^NDX"];
const timeframes = [["1D", "1 Day"], ["5D", "5 Days"], ["1M", "1 Month"], ["3M", "3 Months"], ["1Y", "1 Year"]];

// completions lists what the text could become, each with a hint.
export function completions(text) {
  const words = text.split(" ");
  const last = words.at(-1).toUpperCase();
  const lead = words.slice(0, -1).join(" ");
  let found = [];
  if (words.length === 1) return text.startsWith("/") ? commands.filter(([name]) => name.startsWith(text) && name !== text) : [];
  if (words.length === 2 && (words[0] === "/check" || words[0] === "/chart")) found = symbols.map((name) => [name, "symbol"]);
  if (words.length === 3 && words[0] === "/chart") found = timeframes;
  return found.filter(([name]) => name.startsWith(last) && name !== last).map(([name, hint]) => [`${lead} ${name}`, hint]);
}

// Composer is the input with its suggestions and its history.
export class Composer {
  constructor(input, list, send) {
    this.input = input;
    this.list = list;
    this.send = send;
    this.history = [];
    this.place = 0;
    this.chosen = -1;
    input.addEventListener("input", () => { this.place = this.history.length; this.suggest(); });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
  }

  suggest() {
    this.found = completions(this.input.value);
    this.chosen = -1;
    this.list.replaceChildren(...this.found.map(([text, hint], i) => {
      const item = element("li", { role: "option", id: `suggestion-${i}`, "aria-selected": "false" }, element("span", {}, text), element("small", {}, hint));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); this.accept(i); });
      return item;
    }));
    this.list.hidden = this.found.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  close() {
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(step) {
    this.chosen = (this.chosen + step + this.found.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % this.found.length;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.chosen)));
    this.input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
    this.list.children[this.chosen].scrollIntoView({ block: "nearest" });
  }

  accept(i) {
    this.input.value = this.found[i][0] + " ";
    this.input.focus();
    this.suggest();
  }

  key(event) {
    const listed = !this.list.hidden;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      const step = event.key === "ArrowUp" ? -1 : 1;
      if (listed) this.choose(step);
      else this.recall(step);
    } else if (event.key === "Tab" && listed) {
      event.preventDefault();
      this.accept(Math.max(0, this.chosen));
    } else if (event.key === "Enter" && listed && this.chosen >= 0) {
      event.preventDefault();
      this.accept(this.chosen);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  recall(step) {
    this.place = Math.max(0, Math.min(this.history.length, this.place + step));
    this.input.value = this.history[this.place] || "";
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.close();
    if (this.history.at(-1) !== text) this.history.push(text);
    this.place = this.history.length;
    this.input.value = "";
    this.send(text);
  }
}
