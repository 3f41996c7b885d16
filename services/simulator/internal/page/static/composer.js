import { element } from "./element.js";
import { quiet, raw } from "./api.js";
import { known, locate, quote } from "./completion.js";
import { scene } from "./scene.js";

// pause is how long typing must rest before the bot is asked, in milliseconds.
const pause = 200;

// Composer is the input with its suggestions and its history.
export class Composer {
  constructor(input, list, send) {
    this.input = input;
    this.list = list;
    this.send = send;
    this.commands = [];
    this.history = [];
    this.place = 0;
    this.found = [];
    this.chosen = -1;
    input.addEventListener("input", () => { this.place = this.history.length; this.suggest(); });
    input.addEventListener("focus", () => this.learn());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    input.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.learn();
  }

  // learn reads the commands that can be typed; the bot may have changed them.
  async learn() {
    this.commands = (await quiet("/api/commands")) || this.commands;
  }

  suggest() {
    this.forget();
    const where = locate(this.input.value, this.commands);
    if (!where) return this.show([]);
    if (where.option && where.option.autocomplete) {
      this.timer = setTimeout(() => this.ask(where), pause);
      return;
    }
    this.show(known(where));
  }

  // ask gets suggestions from the bot; an answer that comes too late is
  // dropped.
  async ask(where) {
    this.asking = new AbortController();
    const body = { text: this.input.value, focused: where.option.name, ...scene() };
    try {
      const response = await raw("/api/autocomplete", body, this.asking.signal);
      const { choices } = response.ok ? await response.json() : { choices: [] };
      this.show(choices.map(({ name, value }) => ({ text: where.lead + quote(value), label: name, hint: String(value) })));
    } catch {
      // Something else is typed by now.
    }
  }

  forget() {
    clearTimeout(this.timer);
    if (this.asking) this.asking.abort();
  }

  show(found) {
    this.found = found;
    this.chosen = -1;
    this.list.replaceChildren(...found.map(({ label, hint }, i) => {
      const item = element("li", { role: "option", id: `suggestion-${i}`, "aria-selected": "false" }, element("span", {}, label), element("small", {}, hint));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); this.accept(i); });
      return item;
    }));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.forget();
    this.show([]);
  }

  choose(step) {
    this.chosen = (this.chosen + step + this.found.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % this.found.length;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === this.chosen)));
    this.input.setAttribute("aria-activedescendant", `suggestion-${this.chosen}`);
    this.list.children[this.chosen].scrollIntoView({ block: "nearest" });
  }

  accept(i) {
    this.input.value = this.found[i].text + " ";
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
