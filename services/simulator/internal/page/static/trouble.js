import { element } from "./element.js";
import { post, quiet } from "./api.js";

// Every fault of a webhook call with what a person calls it.
const faults = [
  ["429", "Too many calls"], ["429_shared", "Too many, shared"], ["429_global", "Too many, global"], ["cloudflare", "Cloudflare ban"],
  ["500", "Internal error"], ["502", "Bad gateway"], ["503", "Unavailable"], ["40333", "Blocked"],
  ["10015", "Unknown webhook"], ["10008", "Message gone"], ["10003", "Channel gone"], ["50001", "No access"], ["50027", "Token refused"], ["50035", "Form refused"],
  ["slow", "Slow answer"], ["slow_body", "Slow body"], ["reset", "Cut, not done"], ["reset_after", "Cut, but done"],
];
const glance = 2000;

// Trouble is the panel that makes this Discord misbehave.
export class Trouble {
  constructor(panel, toggle) {
    this.panel = panel;
    this.toggle = toggle;
    this.buttons = new Map();
    this.draw();
    toggle.addEventListener("click", () => this.open(panel.hidden));
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.open(false); });
    this.look();
  }

  open(shown) {
    this.panel.hidden = !shown;
    this.toggle.setAttribute("aria-expanded", String(shown));
    document.body.classList.toggle("troubled", shown);
    clearTimeout(this.timer);
    if (shown) this.look();
    else this.toggle.focus();
  }

  draw() {
    const close = element("button", { class: "close", type: "button", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => this.open(false));
    this.count = number("calls", 2, 1, 1000);
    this.match = choice([["", "any call"], ["edit", "edits"], ["follow_up", "follow-ups"], ["delete", "deletions"], ["post", "posts"]], "Which calls");
    this.panel.append(element("div", { class: "trouble-head" }, element("h2", {}, "Trouble"), close),
      element("p", { class: "hint" }, "Make the simulated Discord misbehave and watch the bot cope."),
      element("h3", {}, "The next calls of the bot fail"),
      element("p", { class: "sentence" }, "The next ", this.count, " of ", this.match, ":"),
      element("div", { class: "faults" }, ...faults.map(([kind, label]) => this.fault(kind, label))),
      element("h3", {}, "Until you change it"), ...this.switches(),
      element("h3", {}, "Clock"), this.clockPart(), ...this.endPart());
  }

  fault(kind, label) {
    const left = element("b", {});
    const button = element("button", { class: "fault", type: "button", "data-kind": kind, "aria-pressed": "false" },
      element("span", {}, label), element("code", {}, kind), left);
    button.addEventListener("click", async () => {
      const count = button.getAttribute("aria-pressed") === "true" ? 0 : Number(this.count.value);
      await post("/api/faults", { webhook: kind, count, match: this.match.value });
      this.look();
    });
    this.buttons.set(kind, { button, left });
    return button;
  }

  switches() {
    const set = (change) => post("/api/settings", change).then(() => this.look());
    this.limit = element("input", { type: "checkbox", id: "rate-limit" });
    this.limit.addEventListener("change", () => set({ rate_limit: this.limit.checked }));
    this.drop = element("input", { type: "checkbox", id: "drop-ack" });
    this.drop.addEventListener("change", () => set({ drop_ack: this.drop.checked }));
    this.race = choice([["0", "never"], ["300", "300 ms"], ["1000", "1 s"], ["3000", "3 s"], ["8000", "8 s"]], "How long the webhook is unknown");
    this.race.addEventListener("change", () => set({ ack_race_ms: Number(this.race.value) }));
    this.skew = choice([["0s", "right"], ["10s", "10 s ahead"], ["10m0s", "10 min ahead"], ["-10m0s", "10 min behind"]], "The time requests are signed with");
    this.skew.addEventListener("change", () => set({ skew: this.skew.value }));
    return [
      line("Keep the limit of 5 calls in 2 s", this.limit), line("Lose every first answer", this.drop),
      line("Webhook unknown after it", this.race), line("Clock that signs", this.skew),
    ];
  }

  clockPart() {
    this.time = element("span", { class: "clock" }, "–");
    const steps = [["1m", "+1 min"], ["14m", "+14 min"], ["15m", "+15 min"]].map(([advance, label]) => {
      const button = element("button", { class: "step", type: "button", "data-advance": advance }, label);
      button.addEventListener("click", async () => { await post("/api/clock", { advance }); this.look(); });
      return button;
    });
    return element("div", {}, element("p", { class: "sentence" }, this.time), element("div", { class: "steps" }, ...steps),
      element("p", { class: "hint" }, "Tokens live 15 minutes. The 3 seconds for a first answer are always real ones."));
  }

  endPart() {
    const reset = element("button", { class: "step reset", type: "button" }, "Put everything right and empty the channel");
    reset.addEventListener("click", async () => { await post("/api/reset", {}); this.look(); });
    return [reset];
  }

  // look brings the panel and its button up to date.
  async look() {
    const [fault, settings, clock] = await Promise.all([quiet("/api/faults"), quiet("/api/settings"), quiet("/api/clock")]);
    if (fault && settings && clock) this.show(fault, settings, clock);
    clearTimeout(this.timer);
    if (!this.panel.hidden) this.timer = setTimeout(() => this.look(), glance);
  }

  show(fault, settings, clock) {
    for (const [kind, { button, left }] of this.buttons) {
      const on = fault.webhook === kind && fault.count > 0;
      button.setAttribute("aria-pressed", String(on));
      left.textContent = on ? `${fault.count} left` : "";
    }
    this.limit.checked = settings.rate_limit;
    this.drop.checked = settings.drop_ack;
    pick(this.race, String(settings.ack_race_ms), `${settings.ack_race_ms} ms`);
    pick(this.skew, settings.skew, settings.skew);
    const ahead = clock.offset === "0s" ? "as the real one" : `${clock.offset} ahead`;
    this.time.textContent = `${new Date(clock.now).toLocaleTimeString()}, ${ahead}`;
    const active = fault.count > 0 || settings.drop_ack || !settings.rate_limit || settings.ack_race_ms > 0 || settings.skew !== "0s" || clock.offset !== "0s";
    this.toggle.classList.toggle("active", active);
  }
}

function number(label, value, min, max) {
  return element("input", { type: "number", "aria-label": label, value, min, max });
}

function choice(options, label) {
  return element("select", { "aria-label": label }, ...options.map(([value, text]) => element("option", { value }, text)));
}

// pick shows a value, also one that is not among the options.
function pick(select, value, label) {
  if (document.activeElement === select) return;
  if (![...select.options].some((option) => option.value === value)) select.append(element("option", { value }, label));
  select.value = value;
}

function line(label, control) { return element("label", { class: "switch" }, element("span", {}, label), control); }
